import type { ProfileDraft } from '../domain/draft.js';
import type { ScriptHeader } from '../domain/script-header.js';
import type { Ids } from './ports.js';
import { changeRows, type DraftDeps, type DraftOwner } from './profile-draft.js';
import { rowsFromHeader } from './rows-from-header.js';

type Deps = DraftDeps & { readonly ids: Pick<Ids, 'secret'> };

/** Puts those parameters of a script's header into a draft that it lacks. Null: the draft is gone. */
export async function addHeaderRows(
  deps: Deps,
  owner: DraftOwner,
  header: ScriptHeader,
): Promise<ProfileDraft | null> {
  const changed = await changeRows(deps, owner, (draft) => ({
    rows: rowsFromHeader(header, draft, () => deps.ids.secret()),
  }));
  return changed.kind === 'changed' ? changed.draft : null;
}
