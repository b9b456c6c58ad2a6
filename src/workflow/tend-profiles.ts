import { type HidePlainValuesDeps, hidePlainValues } from './hide-plain-values.js';

export type TendProfilesDeps = HidePlainValuesDeps;

/** Finishes for profiles what a process that died, or had no time, left behind. Any number may do it at once. */
export async function tendProfiles(deps: TendProfilesDeps): Promise<void> {
  for (const { id, hiding } of await deps.profiles.list()) {
    if (hiding.length > 0) await hidePlainValues(deps, id);
  }
}
