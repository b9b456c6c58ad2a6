import type { ProfileDraft } from '../domain/draft.js';
import type { DraftStore } from './ports.js';
import { changeRows, type DraftOwner } from './profile-draft.js';

/** The draft without this row, sealed value and all; null when the draft is gone. Twice is harmless. */
export async function deleteParameter(
  deps: { readonly drafts: DraftStore },
  place: DraftOwner & { readonly row: string },
): Promise<ProfileDraft | null> {
  const changed = await changeRows<never>(deps, place, ({ rows }) => ({
    rows: rows.filter(({ row }) => row !== place.row),
  }));
  return changed.kind === 'changed' ? changed.draft : null;
}
