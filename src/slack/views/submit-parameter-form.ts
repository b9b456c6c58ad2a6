import type { ModalView } from '@slack/types';
import type { ParameterFault } from '../../workflow/parameter-rows.js';
import { readProfileDraft } from '../../workflow/profile-draft.js';
import { type ParameterForm, setParameter } from '../../workflow/set-parameter.js';
import type { SlackDeps } from '../deps.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { refreshProfileForm } from './fill-profile-form.js';
import { type ParameterShape, parameterForm } from './parameter-form.js';
import { parameterSecretForm } from './parameter-secret-form.js';
import { lacksInput, parameterIn, shapeIn } from './parameter-typed.js';
import { DRAFT_GONE } from './profile-words.js';

/**
 * The parameter modal's submission: the row is in the draft and shown in the profile modal before this one closes,
 * or every fault stands at its field, or the sensitive value is asked for in a modal of its own.
 */
export const submitParameterForm: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view } = payload;
  const form = parameterIn(payload);
  if (lacksInput(view.state.values)) {
    return ack({ response_action: 'update', view: await fullForm(deps, form, shapeIn(view.state.values)) });
  }
  const result = await setParameter(deps, form);
  switch (result.kind) {
    case 'set':
      await refreshProfileForm(deps, client, { viewId: view.root_view_id, draft: result.draft });
      return ack();
    case 'value-wanted': {
      const { draft, row, name } = form;
      const next = parameterSecretForm({ draft, row, name }, result.mayKeep);
      return ack({ response_action: 'update', view: next });
    }
    case 'faults':
      return ack(fieldErrors(result.faults.map(({ field, sentence }) => [blocks[field], sentence])));
    case 'draft-gone':
      return ack(fieldErrors([[fields.parameterName, DRAFT_GONE]]));
  }
};

const blocks = {
  name: fields.parameterName,
  label: fields.parameterLabel,
  hint: fields.parameterHint,
  options: fields.parameterOptions,
  pattern: fields.parameterPattern,
  default: fields.parameterDefault,
  value: fields.parameterValue,
} as const satisfies Record<ParameterFault['field'], string>;

async function fullForm(deps: SlackDeps, form: ParameterForm, shape: ParameterShape): Promise<ModalView> {
  const draft = await readProfileDraft(deps, form);
  const parameter = draft?.rows.find(({ row }) => row === form.row)?.parameter ?? null;
  return parameterForm({ memory: { draft: form.draft, row: form.row }, parameter, shape });
}
