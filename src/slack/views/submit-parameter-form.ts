import { readProfileDraft } from '../../workflow/profile-draft.js';
import { type ParameterForm, setParameter } from '../../workflow/set-parameter.js';
import { fieldErrors } from '../field-errors.js';
import { fields } from '../ids.js';
import type { SubmissionListener } from '../listen.js';
import { textOf } from '../view-state.js';
import { refreshProfileForm } from './fill-profile-form.js';
import { parameterForm } from './parameter-form.js';
import { marksOf } from './parameter-marks.js';
import { parameterSecretForm } from './parameter-secret-form.js';
import { readRowMemory } from './profile-memory.js';
import { DRAFT_GONE } from './profile-words.js';

/**
 * The parameter modal's submission: the row is in the draft and shown in the profile modal before this one closes,
 * or every fault stands at its field, or the sensitive value is asked for in a modal of its own.
 */
export const submitParameterForm: SubmissionListener = async (deps, { payload, client, ack }) => {
  const { view, user } = payload;
  const memory = readRowMemory(view);
  const { values } = view.state;
  const marks = marksOf(values);
  const name = textOf(values, fields.parameterName).trim();
  const form: ParameterForm = {
    ...{ ...memory, user: user.id, name, ...marks },
    value: textOf(values, fields.parameterValue),
  };
  const isValueAsked = Object.hasOwn(values, fields.parameterValue);
  if (!marks.sensitive && !marks.dynamic && !isValueAsked) {
    // Submitted before the modal caught up with a box that was unticked: ask for the value, do not make one up.
    const draft = await readProfileDraft(deps, form);
    const parameter = draft?.rows.find(({ row }) => row === memory.row)?.parameter ?? null;
    return ack({ response_action: 'update', view: parameterForm({ memory, parameter, marks }) });
  }
  const result = await setParameter(deps, form);
  switch (result.kind) {
    case 'set':
      await refreshProfileForm(deps, client, { viewId: view.root_view_id, draft: result.draft });
      return ack();
    case 'value-wanted':
      return ack({
        response_action: 'update',
        view: parameterSecretForm({ ...memory, name }, result.mayKeep),
      });
    case 'faults':
      return ack(
        fieldErrors(
          result.faults.map(({ field, sentence }) => [
            field === 'name' ? fields.parameterName : fields.parameterValue,
            sentence,
          ]),
        ),
      );
    case 'draft-gone':
      return ack(fieldErrors([[fields.parameterName, DRAFT_GONE]]));
  }
};
