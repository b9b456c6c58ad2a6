import { type AnnounceProfileDeps, announceProfile } from './announce-profile.js';
import { type HidePlainValuesDeps, hidePlainValues } from './hide-plain-values.js';
import { type RenewPendingDeps, renewPendingOf } from './renew-pending.js';

export type TendProfilesDeps = HidePlainValuesDeps & RenewPendingDeps & AnnounceProfileDeps;

/**
 * What follows the save of a profile: what became sensitive leaves what is older, pending requests come to the newest
 * version, and the news is told.
 */
export async function tendProfile(deps: TendProfilesDeps, profileId: string): Promise<void> {
  await hidePlainValues(deps, profileId);
  await renewPendingOf(deps, profileId);
  await announceProfile(deps, profileId);
}

/** As many as are told of in one round. */
const BATCH = 100;

/** Finishes for profiles what a process that died, or had no time, left behind. Any number may do it at once. */
export async function tendProfiles(deps: TendProfilesDeps): Promise<void> {
  const hiding = (await deps.profiles.list()).filter((profile) => profile.hiding.length > 0);
  const left = new Set([...hiding.map(({ id }) => id), ...(await deps.profiles.withNews(BATCH))]);
  for (const id of left) {
    // One whose channel makes trouble does not keep the others waiting.
    await tendProfile(deps, id).catch((err: unknown) => {
      deps.log.warn({ profileId: id, err }, 'profile not tended yet');
    });
  }
}
