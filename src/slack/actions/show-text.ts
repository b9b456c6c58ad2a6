import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import type { SlackDeps } from '../deps.js';
import { homeId } from '../ids.js';
import type { ActionListener } from '../listen.js';
import { openModal, updateModal } from '../open-modal.js';
import { personOf } from '../payloads.js';
import { readTextValue, type TextValue } from '../text-value.js';
import { fillDiffView } from '../views/fill-diff-view.js';
import { fillScriptView } from '../views/fill-script-view.js';
import { fillTestOutput } from '../views/fill-test-output.js';

const titles = { script: 'Script', diff: 'What changed', test: 'What it printed' } as const;

/** A button that opens a long text in a modal. */
export const showText: ActionListener = async (deps, { payload, client, ack }) => {
  const value = readTextValue(payload.actions[0]?.value ?? '');
  await ack();
  const isInModal = payload.view ? payload.view.callback_id !== homeId : false;
  const call = { client, triggerId: payload.trigger_id, push: isInModal };
  await openModal(deps, call, titles[value.of], () => fill(deps, value, personOf(payload)));
};

/** Another page of the text that is open. */
export const turnText: ActionListener = async (deps, { payload, client, ack }) => {
  const value = readTextValue(payload.actions[0]?.value ?? '');
  await ack();
  if (!payload.view) return;
  const { id: viewId, hash } = payload.view;
  await updateModal(client, { viewId, hash }, await fill(deps, value, personOf(payload)));
};

function fill(deps: SlackDeps, value: TextValue, by: Person): Promise<ModalView> {
  switch (value.of) {
    case 'script':
      return fillScriptView(deps, { ...value, by });
    case 'diff':
      return fillDiffView(deps, { ...value, by });
    case 'test':
      return fillTestOutput(deps, { ...value, by });
  }
}
