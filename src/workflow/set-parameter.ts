import type { ProfileDraft } from '../domain/draft.js';
import type { Parameter } from '../domain/parameter.js';
import { containsPrivateKey } from '../domain/private-key.js';
import { keepsValue, nameFaults, type ParameterFault, withRow } from './parameter-rows.js';
import type { DraftStore } from './ports.js';
import { changeRows, type DraftOwner, readProfileDraft } from './profile-draft.js';

/** A filled-in parameter modal. `value` counts only when neither mark is set. */
export type ParameterForm = DraftOwner & {
  readonly row: string;
  readonly name: string;
  readonly sensitive: boolean;
  readonly dynamic: boolean;
  readonly value: string;
};

export type SetParameterResult =
  | { readonly kind: 'set'; readonly draft: ProfileDraft }
  | { readonly kind: 'value-wanted'; readonly mayKeep: boolean }
  | { readonly kind: 'faults'; readonly faults: readonly ParameterFault[] }
  | { readonly kind: 'draft-gone' };

type Deps = { readonly drafts: DraftStore };

/**
 * Puts a plain or dynamic parameter into its row and drops what was sealed there; lists every fault at its field.
 * A sensitive value has a modal of its own, so such a parameter is only checked, and its value asked for next.
 */
export async function setParameter(deps: Deps, form: ParameterForm): Promise<SetParameterResult> {
  const { row } = form;
  if (form.sensitive && !form.dynamic) return askForValue(deps, form);
  const parameter = parameterOf(form);
  const changed = await changeRows(deps, form, (draft) => {
    const refusal = [...nameFaults(draft, form), ...valueFaults(parameter)];
    if (refusal.length > 0) return { refusal };
    return { rows: withRow(draft.rows, { row, parameter, sealed: null }) };
  });
  switch (changed.kind) {
    case 'changed':
      return { kind: 'set', draft: changed.draft };
    case 'refused':
      return { kind: 'faults', faults: changed.refusal };
    case 'draft-gone':
      return changed;
  }
}

async function askForValue(deps: Deps, form: ParameterForm): Promise<SetParameterResult> {
  const draft = await readProfileDraft(deps, form);
  if (!draft) return { kind: 'draft-gone' };
  const faults = nameFaults(draft, form);
  return faults.length > 0
    ? { kind: 'faults', faults }
    : { kind: 'value-wanted', mayKeep: keepsValue(draft, form) };
}

function parameterOf({ name, sensitive, dynamic, value }: ParameterForm): Parameter {
  if (dynamic) return { name, sensitive, dynamic };
  return { name, sensitive: false, dynamic: false, value: value.replace(/[\r\n]+$/, '') };
}

function valueFaults(parameter: Parameter): readonly ParameterFault[] {
  if (!('value' in parameter) || !containsPrivateKey(parameter.value)) return [];
  const sentence =
    'This is a private key, so it was not stored. Consider it compromised, make a new one, and mark the parameter as sensitive before you enter that.';
  return [{ field: 'value', sentence }];
}
