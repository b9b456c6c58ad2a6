import type { DraftRow, ProfileDraft } from '../domain/draft.js';
import { shortestSecret } from '../domain/secret-forms.js';
import { keepsValue, nameFaults, withRow } from './parameter-rows.js';
import type { DraftStore, Ids, SecretSealer } from './ports.js';
import { changeRows, type DraftOwner, readProfileDraft } from './profile-draft.js';

export type SealParameterDeps = {
  readonly drafts: DraftStore;
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
 * Seals a sensitive static value at once and puts it into its row, bound to the profile that the draft becomes.
 * Nothing entered keeps the value that is there under this name. The value is in no result, error or log.
 */
export async function sealParameter(deps: SealParameterDeps, entry: Entry): Promise<SealParameterResult> {
  const value = entry.value.replace(/[\r\n]+$/, '');
  if (!value.trim()) return keepValue(deps, entry);
  const row = sealedRow(deps, entry, value);
  const changed = await changeRows(deps, entry, (draft) => {
    const faults = nameFaults(draft, entry);
    return faults.length > 0 ? { refusal: faults } : { rows: withRow(draft.rows, row) };
  });
  switch (changed.kind) {
    case 'changed':
      return { kind: 'sealed', draft: changed.draft, isShort: value.length < shortestSecret };
    case 'refused':
      return { kind: 'refused', sentence: changed.refusal.map(({ sentence }) => sentence).join(' ') };
    case 'draft-gone':
      return changed;
  }
}

async function keepValue(deps: SealParameterDeps, entry: Entry): Promise<SealParameterResult> {
  const draft = await readProfileDraft(deps, entry);
  if (!draft) return { kind: 'draft-gone' };
  return keepsValue(draft, entry)
    ? { kind: 'kept', draft }
    : { kind: 'refused', sentence: `Enter the value of ${entry.name}.` };
}

function sealedRow(deps: SealParameterDeps, { draft, row, name }: Entry, value: string): DraftRow {
  return {
    row,
    parameter: { name, sensitive: true, dynamic: false, secret: deps.ids.secret() },
    sealed: deps.sealer.seal(value, { owner: 'profile', id: draft, name }),
  };
}
