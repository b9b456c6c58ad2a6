import { checkValue } from '../domain/check-value.js';
import { type DraftRow, NOT_ENTERED, type ProfileDraft, profileIdOf } from '../domain/draft.js';
import type { EncryptedValue } from '../domain/encrypted-value.js';
import { shortestSecret } from '../domain/secret-forms.js';
import { keptRow, nameFaults, type SecretParameter, withRow } from './parameter-rows.js';
import type { Ids, SecretSealer } from './ports.js';
import { changeDraft, type DraftDeps, type DraftOwner, readProfileDraft } from './profile-draft.js';
import { withoutLastLineEnd } from './typed-parameter.js';

export type SealParameterDeps = DraftDeps & {
  readonly sealer: SecretSealer;
  readonly ids: Ids;
};

/** `isShort`: the value is under 6 characters, so it cannot be scrubbed from what a script prints. */
export type SealParameterResult =
  | { readonly kind: 'sealed'; readonly draft: ProfileDraft; readonly isShort: boolean }
  | { readonly kind: 'kept'; readonly draft: ProfileDraft }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'draft-gone' };

type Entry = DraftOwner & { readonly row: string; readonly name: string; readonly value: string };

/**
 * Seals a sensitive static value at once and puts it into its row, bound to the profile that the draft is for.
 * Nothing entered keeps the value that is there under this name. The value is in no result, error or log.
 */
export async function sealParameter(deps: SealParameterDeps, entry: Entry): Promise<SealParameterResult> {
  const value = withoutLastLineEnd(entry.value);
  const isKept = !value.trim();
  const before = await readProfileDraft(deps, entry);
  if (!before) return { kind: 'draft-gone' };
  const fresh = isKept ? null : freshValue(deps, before, entry, value);
  const changed = await changeDraft<string>(deps, entry, (draft) => {
    const faults = nameFaults(draft, entry).map(({ sentence }) => sentence);
    if (faults.length > 0) return { refusal: faults.join(' ') };
    const wrong = isKept ? null : checkValue(askedFor(draft, entry).check, value);
    if (wrong) return { refusal: wrong };
    const row = fresh ? rowWith(draft, entry, fresh) : keptValue(draft, entry);
    return row
      ? { ...draft, asked: null, rows: withRow(draft.rows, row) }
      : { refusal: `Enter the value of ${entry.name}.` };
  });
  switch (changed.kind) {
    case 'changed':
      return isKept
        ? { kind: 'kept', draft: changed.draft }
        : { kind: 'sealed', draft: changed.draft, isShort: value.length < shortestSecret };
    case 'refused':
      return { kind: 'refused', sentence: changed.refusal };
    case 'draft-gone':
      return changed;
  }
}

type FreshValue = { readonly secret: string; readonly sealed: EncryptedValue };

function freshValue(
  { ids, sealer }: SealParameterDeps,
  draft: ProfileDraft,
  { name }: Entry,
  value: string,
): FreshValue {
  const binding = { owner: 'profile', id: profileIdOf(draft), name } as const;
  return { secret: ids.secret(), sealed: sealer.seal(value, binding) };
}

function rowWith(draft: ProfileDraft, entry: Entry, { secret, sealed }: FreshValue): DraftRow {
  return { row: entry.row, parameter: { ...askedFor(draft, entry), secret }, sealed };
}

/** What the value is asked for: label, hint and check as they were typed just now. */
function askedFor({ asked, rows }: ProfileDraft, { row, name }: Entry): SecretParameter {
  const known = asked?.row === row ? asked : rows.find((each) => each.row === row);
  const parameter = known?.parameter;
  return parameter && 'secret' in parameter && parameter.name === name
    ? parameter
    : { name, sensitive: true, dynamic: false, secret: NOT_ENTERED };
}

function keptValue(draft: ProfileDraft, entry: Entry): DraftRow | null {
  const kept = keptRow(draft, entry);
  if (!kept) return null;
  return { ...kept, parameter: { ...askedFor(draft, entry), secret: kept.parameter.secret } };
}
