import type { ReadonlySignal } from '@preact/signals';
import type { Person, Screen } from '../../screen/screen.js';
import { steady } from './steady.js';

/** Who and what is called how. It changes far less often than the screen, so that messages need no new drawing. */
export interface Names extends Pick<Screen, 'me' | 'app' | 'people' | 'groups' | 'shortcuts'> {
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

export function namesOn(screen: ReadonlySignal<Screen | null>): ReadonlySignal<Names> {
  return steady(() => {
    const shown = screen.value;
    return {
      me: shown?.me ?? '',
      app: shown?.app ?? nobody,
      people: shown?.people ?? [],
      groups: shown?.groups ?? [],
      shortcuts: shown?.shortcuts ?? [],
      channels: (shown?.channels ?? []).map(({ id, name }) => ({ id, name })),
    };
  });
}

const nobody = { id: '', name: '', description: '', hasHome: false, hasMessages: false, isReadOnly: false };

/** Who has this id. */
export function personOf({ people }: Pick<Names, 'people'>, id: string): Person | undefined {
  return people.find((person) => person.id === id);
}
