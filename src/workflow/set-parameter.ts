import type { DraftRow, ProfileDraft } from '../domain/draft.js';
import { keepsValue, nameFaults, type ParameterFault, withRow } from './parameter-rows.js';
import { changeDraft, type DraftDeps, type DraftOwner } from './profile-draft.js';
import { readParameter, type TypedParameter } from './typed-parameter.js';

/** A filled-in parameter modal. */
export type ParameterForm = DraftOwner & TypedParameter & { readonly row: string };

export type SetParameterResult =
  | { readonly kind: 'set'; readonly draft: ProfileDraft }
  | { readonly kind: 'value-wanted'; readonly mayKeep: boolean }
  | { readonly kind: 'faults'; readonly faults: readonly ParameterFault[] }
  | { readonly kind: 'draft-gone' };

/**
 * Puts a plain or dynamic parameter into its row and drops what was sealed there; lists every fault at its field.
 * A sensitive value has a modal of its own: such a parameter waits in the draft, and its value is asked for next.
 */
export async function setParameter(deps: DraftDeps, form: ParameterForm): Promise<SetParameterResult> {
  const { parameter, faults } = readParameter(form);
  const row: DraftRow = { row: form.row, parameter, sealed: null };
  const changed = await changeDraft<readonly ParameterFault[]>(deps, form, (draft) => {
    const refusal = [...nameFaults(draft, form), ...faults];
    if (refusal.length > 0) return { refusal };
    return 'secret' in parameter
      ? { ...draft, asked: row }
      : { ...draft, asked: null, rows: withRow(draft.rows, row) };
  });
  switch (changed.kind) {
    case 'changed':
      return 'secret' in parameter
        ? { kind: 'value-wanted', mayKeep: keepsValue(changed.draft, form) }
        : { kind: 'set', draft: changed.draft };
    case 'refused':
      return { kind: 'faults', faults: changed.refusal };
    case 'draft-gone':
      return changed;
  }
}
