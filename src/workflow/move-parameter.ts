import type { ProfileDraft } from '../domain/draft.js';
import { changeRows, type DraftDeps, type DraftOwner } from './profile-draft.js';

/** The draft with this row one place further up or down, or as it was at the end; null when the draft is gone. */
export async function moveParameter(
  deps: DraftDeps,
  place: DraftOwner & { readonly row: string; readonly to: 'up' | 'down' },
): Promise<ProfileDraft | null> {
  const changed = await changeRows(deps, place, ({ rows }) => {
    const from = rows.findIndex(({ row }) => row === place.row);
    const moved = rows[from];
    const others = rows.filter(({ row }) => row !== place.row);
    const to = Math.min(Math.max(from + (place.to === 'up' ? -1 : 1), 0), others.length);
    return { rows: moved ? others.toSpliced(to, 0, moved) : rows };
  });
  return changed.kind === 'changed' ? changed.draft : null;
}
