import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { errors } from '../errors.js';
import type { EventLog } from '../workflow/ports.js';
import { loadingModal, noticeModal } from './modal.js';
import { failureCode } from './slack-failure.js';
import { unlessMoved } from './unless-moved.js';

/**
 * Opens a loading modal at once (a trigger lives 3 s), then shows what `build` makes; a failure is shown in the
 * same modal. `push`: on top of the modal the trigger came from. Throws when Slack would not open it at all.
 */
export async function openModal(
  deps: { readonly log: EventLog },
  call: { readonly client: WebClient; readonly triggerId: string; readonly push?: boolean },
  title: string,
  build: () => Promise<ModalView>,
): Promise<void> {
  const { client, triggerId } = call;
  const first = { trigger_id: triggerId, view: loadingModal(title) };
  const opened = call.push ? await client.views.push(first) : await client.views.open(first);
  const viewId = opened.view?.id;
  if (!viewId) throw new Error('views.open answered without a view');
  await updateModal(client, { viewId }, await buildOrExplain(deps, title, build));
}

async function buildOrExplain(
  deps: { readonly log: EventLog },
  title: string,
  build: () => Promise<ModalView>,
): Promise<ModalView> {
  try {
    return await build();
  } catch (err) {
    const code = failureCode(err);
    deps.log[errors[code].level]({ modal: title, code, err }, 'modal could not be filled');
    return noticeModal(title, errors[code].userText);
  }
}

/** Fills a modal that the person is waiting in after their submission was acknowledged; a failure is shown in it. */
export async function finishModal(
  deps: { readonly log: EventLog },
  { client, viewId }: { readonly client: WebClient; readonly viewId: string },
  title: string,
  build: () => Promise<ModalView>,
): Promise<void> {
  await updateModal(client, { viewId }, await buildOrExplain(deps, title, build));
}

/** Replaces an open modal. One that was closed, or moved on since `hash`, is left as it is. */
export async function updateModal(
  client: WebClient,
  target: { readonly viewId: string; readonly hash?: string },
  view: ModalView,
): Promise<void> {
  const { viewId, hash } = target;
  await unlessMoved(() => client.views.update({ view_id: viewId, view, ...(hash ? { hash } : {}) }));
}
