import type { DraftRow, ProfileDraft } from '../domain/draft.js';
import type { Parameter } from '../domain/parameter.js';
import { keepsValue, nameFaults, type ParameterFault, withRow } from './parameter-rows.js';
import { changeDraft, type DraftDeps, type DraftOwner } from './profile-draft.js';
import { longestTyped, readParameter, type TypedParameter } from './typed-parameter.js';

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
  const read = readParameter(form);
  const { faults } = read;
  const changed = await changeDraft<readonly ParameterFault[]>(deps, form, (draft) => {
    const parameter = withLongValue(read.parameter, draft, form.row);
    const row: DraftRow = { row: form.row, parameter, sealed: null };
    const refusal = [...nameFaults(draft, form), ...faults];
    if (refusal.length > 0) return { refusal };
    return 'secret' in parameter
      ? { ...draft, asked: row }
      : { ...draft, asked: null, rows: withRow(draft.rows, row) };
  });
  switch (changed.kind) {
    case 'changed':
      return 'secret' in read.parameter
        ? { kind: 'value-wanted', mayKeep: keepsValue(changed.draft, form) }
        : { kind: 'set', draft: changed.draft };
    case 'refused':
      return { kind: 'faults', faults: changed.refusal };
    case 'draft-gone':
      return changed;
  }
}

/** A value that is too long for Slack's input is not in the form: nothing entered there keeps it. */
function withLongValue(parameter: Parameter, { rows }: ProfileDraft, row: string): Parameter {
  const before = rows.find((each) => each.row === row)?.parameter;
  const isLong = (value: string | undefined) => value !== undefined && value.length > longestTyped;
  if ('value' in parameter && before && 'value' in before && !parameter.value && isLong(before.value)) {
    return { ...parameter, value: before.value };
  }
  if (!parameter.dynamic || parameter.sensitive || parameter.defaultValue) return parameter;
  const earlier = before?.dynamic ? before.defaultValue : undefined;
  return earlier !== undefined && isLong(earlier) ? { ...parameter, defaultValue: earlier } : parameter;
}
