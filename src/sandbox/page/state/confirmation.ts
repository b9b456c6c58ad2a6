import { type ReadonlySignal, signal } from '@preact/signals';
import type { z } from 'zod';
import type { confirm } from '../../block-kit/composition.js';

export type Confirm = z.infer<typeof confirm>;

/** The question before something is done: asked one at a time, answered by the dialog. */
export interface Confirmation {
  readonly asked: ReadonlySignal<Confirm | null>;
  /** True at once when there is nothing to ask. */
  ask(confirm: Confirm | undefined): Promise<boolean>;
  answer(isConfirmed: boolean): void;
}

export function createConfirmation(): Confirmation {
  const asked = signal<Confirm | null>(null);
  let resolve: (isConfirmed: boolean) => void = () => {};
  return {
    asked,
    ask: (confirm) => {
      if (!confirm) return Promise.resolve(true);
      resolve(false);
      asked.value = confirm;
      return new Promise((done) => {
        resolve = done;
      });
    },
    answer: (isConfirmed) => {
      asked.value = null;
      resolve(isConfirmed);
    },
  };
}
