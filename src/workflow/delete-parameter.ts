import type { ProfileDraft } from '../domain/draft.js';
import { changeRows, type DraftDeps, type DraftOwner } from './profile-draft.js';

/** The draft without this row, sealed value and all; null when the draft is gone. Twice is harmless. */
export async function deleteParameter(
  deps: DraftDeps,
  place: DraftOwner & { readonly row: string },
): Promise<ProfileDraft | null> {
  const changed = await changeRows(deps, place, ({ rows }) => ({
    rows: rows.filter(({ row }) => row !== place.row),
  }));
  return changed.kind === 'changed' ? changed.draft : null;
}
