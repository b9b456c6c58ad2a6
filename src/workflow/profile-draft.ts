import { canonicalJson } from '../domain/canonical-json.js';
import type { Draft, DraftRow, ProfileDraft, TypedProfile } from '../domain/draft.js';
import type { Clock, DraftStore } from './ports.js';

/** Whose draft: the draft's id and the user who fills it in. Anybody else's draft counts as gone. */
export type DraftOwner = { readonly draft: string; readonly user: string };

export type DraftDeps = { readonly drafts: DraftStore; readonly clock: Clock };

/** The draft of a profile, or null when it ended or belongs to somebody else. */
export async function readProfileDraft(
  deps: Pick<DraftDeps, 'drafts'>,
  owner: DraftOwner,
): Promise<ProfileDraft | null> {
  const draft = await deps.drafts.read(owner.draft);
  return draft && isOf(draft, owner) ? draft : null;
}

/** Puts a draft there, whatever was there under its id. */
export async function putDraft({ drafts }: Pick<DraftDeps, 'drafts'>, draft: Draft): Promise<void> {
  if (!(await drafts.update(draft.id, () => draft))) await drafts.create(draft);
}

export type DraftChanged<F> =
  | { readonly kind: 'changed'; readonly draft: ProfileDraft }
  | { readonly kind: 'refused'; readonly refusal: F }
  | { readonly kind: 'draft-gone' };

/** Changes a draft in one step, or refuses. `change` is pure and may be called again; the same draft: nothing changed. */
export async function changeDraft<F = never>(
  deps: DraftDeps,
  owner: DraftOwner,
  change: (draft: ProfileDraft) => ProfileDraft | { readonly refusal: F },
): Promise<DraftChanged<F>> {
  const now = deps.clock.now();
  const answers: { before: ProfileDraft; answer: ReturnType<typeof change> }[] = [];
  const draft = await deps.drafts.update(owner.draft, (current) => {
    if (!isOf(current, owner)) return current;
    const answer = change(current);
    answers.push({ before: current, answer });
    return 'refusal' in answer || answer === current ? current : { ...answer, touchedAt: now };
  });
  const last = answers.at(-1);
  if (!draft || !isOf(draft, owner) || !last) return { kind: 'draft-gone' };
  if ('refusal' in last.answer) return { kind: 'refused', refusal: last.answer.refusal };
  await point(deps, draft, last.before.touchedAt);
  return { kind: 'changed', draft };
}

/** The same for the rows alone. */
export function changeRows<F = never>(
  deps: DraftDeps,
  owner: DraftOwner,
  change: (draft: ProfileDraft) => { readonly rows: readonly DraftRow[] } | { readonly refusal: F },
): Promise<DraftChanged<F>> {
  return changeDraft(deps, owner, (draft): ProfileDraft | { readonly refusal: F } => {
    const answer = change(draft);
    return 'refusal' in answer ? answer : { ...draft, rows: answer.rows };
  });
}

/**
 * Keeps what stands in the fields of the form. `at`: when Slack saw it (ms); an event that comes after a later one
 * changes nothing. Null: it is the form that was sent, which counts. Gives null when the draft is gone.
 */
export async function typeProfile(
  deps: DraftDeps,
  owner: DraftOwner,
  { typed, at }: { readonly typed: TypedProfile; readonly at: number | null },
): Promise<ProfileDraft | null> {
  const changed = await changeDraft(deps, owner, (draft) => {
    if (at !== null && at < draft.typedAt) return draft;
    if (canonicalJson(typed) === canonicalJson(draft.typed)) return draft;
    return { ...draft, typed, typedAt: Math.max(at ?? 0, draft.typedAt) };
  });
  return changed.kind === 'changed' ? changed.draft : null;
}

const POINT_AGAIN_MS = 10 * 60_000;

/** Remembers the draft of a new profile as the one that this person touched last; both end after the same time. */
async function point(deps: DraftDeps, draft: ProfileDraft, touchedBefore: number): Promise<void> {
  if (draft.basedOn !== null || draft.touchedAt - touchedBefore < POINT_AGAIN_MS) return;
  const { user } = draft;
  await putDraft(deps, { format: 1, kind: 'new-profile', id: newProfileId(user), user, draft: draft.id });
}

/** Where the newest draft of a new profile of this person is remembered. */
export function newProfileId(user: string): string {
  return `new.${user}`;
}

function isOf(draft: Draft, owner: DraftOwner): draft is ProfileDraft {
  return draft.kind === 'profile' && draft.user === owner.user;
}
