import type { Profile } from '../../domain/profile.js';
import type { Drift } from '../../workflow/find-drift.js';
import { actionRow, type Blocks, button, section } from '../blocks.js';
import { actions } from '../ids.js';
import { writeTextValue } from '../text-value.js';

/** In a few words how a profile's script differs from the shelf's. */
export function driftWords(drift: Drift): string {
  return drift.kind === 'changed'
    ? `:warning: script changed since version ${drift.since}`
    : `:warning: script is not there any more since version ${drift.since} took it`;
}

/** The same for whoever looks at the profile, with the way to see what changed. */
export function driftBlocks({ id }: Profile, drift: Drift): Blocks {
  const goesOn = 'The profile goes on with the bytes that it has.';
  const value = writeTextValue({ of: 'diff', profileId: id, page: 0 });
  return [
    section(`${driftWords(drift)}. ${goesOn}`),
    ...(drift.kind === 'changed'
      ? [actionRow('profile.drift', [button('Show what changed', actions.showDiff, value)])]
      : []),
  ];
}
