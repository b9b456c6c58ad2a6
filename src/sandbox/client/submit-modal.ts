import { readView } from '../methods/read-view.js';
import { viewSubmissionPayload } from '../payloads/interaction-payloads.js';
import { noteActivity } from '../workspace/post-message.js';
import { closeAll, closeView, isOpen, modalStack, pushModal, replaceModal } from '../workspace/screens.js';
import type { ModalView } from '../workspace/view.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { fieldFaults } from './field-faults.js';
import { done, failed, type Outcome } from './outcome.js';
import { sendInteraction } from './send-interaction.js';
import { submissionAnswer } from './submission-answer.js';

const trouble = 'We had some trouble connecting. Try again?';

/**
 * Presses the submit button of the top modal. The client itself refuses empty required fields and texts of
 * a wrong length; then the app has 3 s, after which the modal stays, with an error.
 */
export async function submitModal(world: World, user: User): Promise<Outcome> {
  const view = modalStack(world, user.id).at(-1);
  if (!view) return failed(`${user.name} has no modal open`);
  if (!view.content.submit) return failed(`the modal "${view.content.title.text}" has no submit button`);
  if (view.submitting) return failed('the modal is being submitted already');
  const faults = fieldFaults(view);
  setFieldErrors(world, view, faults);
  if (faults.size > 0) return failed('fields need attention');
  view.submitting = true;
  view.error = undefined;
  noteActivity(world);
  const sent = await sendInteraction(world, () => viewSubmissionPayload(world, user, view), true);
  view.submitting = false;
  noteActivity(world);
  if (!sent.ok) return refuse(view, `${trouble} ${sent.error}`);
  return isOpen(world, view) ? takeAnswer(world, view, sent.payload) : done;
}

function takeAnswer(world: World, view: ModalView, payload: unknown): Outcome {
  const parsed = submissionAnswer.safeParse(payload ?? {});
  if (!parsed.success) return refuse(view, `${trouble} (the app's answer is not a response_action)`);
  const answer = parsed.data;
  switch (answer.response_action) {
    case undefined:
      closeView(world, view);
      return done;
    case 'clear':
      closeAll(world, view.user);
      return done;
    case 'errors':
      return showErrors(world, view, answer.errors);
    case 'update':
    case 'push':
      return showView(world, view, answer);
  }
}

function showErrors(world: World, view: ModalView, errors: Record<string, string>): Outcome {
  const inputs = view.content.blocks.filter((block) => block.type === 'input');
  const ids = new Set(inputs.map((block) => block.block_id));
  const strays = Object.keys(errors).filter((id) => !ids.has(id));
  if (strays.length > 0 || Object.keys(errors).length === 0) {
    return refuse(view, `${trouble} (errors must name input blocks of this view: ${strays.join(', ')})`);
  }
  setFieldErrors(world, view, new Map(Object.entries(errors)));
  return failed('fields need attention');
}

function showView(
  world: World,
  view: ModalView,
  answer: { response_action: 'update' | 'push'; view?: unknown },
): Outcome {
  const isUpdate = answer.response_action === 'update';
  const read = readView(world, answer.view, isUpdate ? view.id : undefined);
  if (!read.ok) return refuse(view, `${trouble} (${read.error}: ${JSON.stringify(read.response_metadata)})`);
  if (read.content.type !== 'modal') return refuse(view, `${trouble} (the view is not a modal)`);
  if (isUpdate) replaceModal(world, view, read.content);
  else if (!pushModal(world, view.user, read.content)) return refuse(view, `${trouble} (push_limit_reached)`);
  return done;
}

function setFieldErrors(world: World, view: ModalView, errors: Map<string, string>): void {
  view.fieldErrors.clear();
  for (const [blockId, text] of errors) view.fieldErrors.set(blockId, text);
  noteActivity(world);
}

function refuse(view: ModalView, error: string): Outcome {
  view.error = error;
  return failed(error);
}
