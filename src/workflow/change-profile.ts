import type { Roster } from '../domain/person.js';
import { isOnRoster, refuseStanding, type StandingRefusal } from './authorize.js';
import { type JudgeProfileDeps, judgeProfile } from './judge-profile.js';
import {
  sealedOf,
  staleness,
  type WantedChange,
  type WriteChangeDeps,
  type WrittenChange,
  writeChange,
} from './write-change.js';

export type ChangeProfileDeps = WriteChangeDeps & JudgeProfileDeps & { readonly admins: Roster };

export type ChangeProfileResult =
  | WrittenChange
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/** Judges and writes a change of a profile, or says every reason why not. Only for admins. */
export async function changeProfile(
  deps: ChangeProfileDeps,
  wanted: WantedChange,
): Promise<ChangeProfileResult> {
  const refusal = await refuseStanding(deps, wanted.author, deps.admins);
  if (refusal) return { kind: 'no-standing', refusal };
  if (!(await isOnRoster(deps, deps.admins, wanted.author.user))) return { kind: 'not-an-admin' };
  const seen = await deps.profiles.read(wanted.profileId);
  if (!seen || seen.status === 'deleted') return { kind: 'no-such-profile' };
  const stale = await staleness(deps, seen, wanted);
  if (stale) return stale;
  const { author, settings } = wanted;
  const faults = await judgeProfile(deps, { author, settings, sealed: sealedOf(seen, wanted) });
  return faults.length > 0 ? { kind: 'faults', faults } : writeChange(deps, wanted);
}
