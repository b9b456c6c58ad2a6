import { type StartTestResult, startTest } from '../../workflow/start-test.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import { fieldErrors } from '../field-errors.js';
import { fields, valueField } from '../ids.js';
import type { SubmissionAnswer, SubmissionListener } from '../listen.js';
import { noticeModal } from '../modal.js';
import { personOf, type SubmissionPayload } from '../payloads.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { textOf } from '../view-state.js';
import { typedValues } from './request-values.js';
import { readTestMemory } from './test-memory.js';
import { TEST_FORM_GONE } from './test-words.js';

const TITLE = 'Test a profile';

/** The test modal's submission: the test is queued, or every fault is at its field. */
export const submitTestForm: SubmissionListener = async (deps, { payload, ack }) => {
  const { id, profileId, version } = readTestMemory(payload.view.private_metadata);
  const { values } = payload.view.state;
  const result = await startTest(deps, {
    ...{ id, profileId, version, tester: personOf(payload), name: textOf(values, fields.testName) },
    dynamicValues: typedValues(values, profileId),
  });
  return ack(answer(deps, result, payload));
};

function answer(deps: SlackDeps, result: StartTestResult, { view }: SubmissionPayload): SubmissionAnswer {
  switch (result.kind) {
    case 'faults': {
      const inputs = new Set(
        view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id),
      );
      const { profileId } = readTestMemory(view.private_metadata);
      // Slack takes errors for inputs only; the row of a sensitive value is none.
      const placed = result.faults.map(({ field, sentence }) => {
        const block = field === 'name' ? fields.testName : valueField(profileId, field.parameter);
        return [inputs.has(block) ? block : fields.testName, sentence] as const;
      });
      return fieldErrors(placed);
    }
    case 'profile-changed':
      return { response_action: 'update', view: noticeModal(TITLE, TEST_FORM_GONE) };
    case 'refused': {
      const words = adminRefusalWords(result.refusal, deps.admins, 'can test profiles');
      return { response_action: 'update', view: noticeModal(TITLE, words) };
    }
    case 'started': {
      const { commonName, timeLimitMs } = result.test.snapshot;
      const words = `The test for ${codeText(commonName, 253)} is on its way. I tell you in a direct message how it went, at the latest ${Math.ceil(timeLimitMs / 60_000)} minutes after a worker took it.`;
      return { response_action: 'update', view: noticeModal('Test started', words) };
    }
  }
}
