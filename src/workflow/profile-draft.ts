import type { Draft, DraftRow, ProfileDraft } from '../domain/draft.js';
import type { DraftStore } from './ports.js';

/** Whose draft: the draft's id and the user who fills it in. Anybody else's draft counts as gone. */
export type DraftOwner = { readonly draft: string; readonly user: string };

type Deps = { readonly drafts: DraftStore };

/** The draft of a profile, or null when it ended or belongs to somebody else. */
export async function readProfileDraft(deps: Deps, owner: DraftOwner): Promise<ProfileDraft | null> {
  const draft = await deps.drafts.read(owner.draft);
  return draft && isOf(draft, owner) ? draft : null;
}

export type RowsChanged<F> =
  | { readonly kind: 'changed'; readonly draft: ProfileDraft }
  | { readonly kind: 'refused'; readonly refusal: F }
  | { readonly kind: 'draft-gone' };

/** Changes the rows of a draft in one step, or refuses. `change` is pure and may be called again. */
export async function changeRows<F>(
  deps: Deps,
  owner: DraftOwner,
  change: (draft: ProfileDraft) => { readonly rows: readonly DraftRow[] } | { readonly refusal: F },
): Promise<RowsChanged<F>> {
  const answers: ReturnType<typeof change>[] = [];
  const draft = await deps.drafts.update(owner.draft, (current) => {
    if (!isOf(current, owner)) return current;
    const answer = change(current);
    answers.push(answer);
    return 'rows' in answer ? { ...current, rows: answer.rows } : current;
  });
  const answer = answers.at(-1);
  if (!draft || !isOf(draft, owner) || !answer) return { kind: 'draft-gone' };
  return 'refusal' in answer ? { kind: 'refused', refusal: answer.refusal } : { kind: 'changed', draft };
}

function isOf(draft: Draft, owner: DraftOwner): draft is ProfileDraft {
  return draft.kind === 'profile' && draft.user === owner.user;
}
