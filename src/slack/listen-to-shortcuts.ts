import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Person } from '../domain/person.js';
import type { SlackDeps } from './deps.js';
import { OUTDATED, wordsFor } from './listener-failure.js';
import { noticeModal } from './modal.js';
import { personOf, type ShortcutPayload, shortcutPayload } from './payloads.js';

export type ShortcutCall = {
  readonly payload: ShortcutPayload;
  readonly person: Person;
  readonly client: WebClient;
};

/** Acknowledged before it is called: a shortcut opens a view. */
export type ShortcutListener = (deps: SlackDeps, call: ShortcutCall) => Promise<void>;

/**
 * The wrapper around the shortcuts, as listen.ts has it for what is pressed: what fails before there is a modal is
 * said where Slack lets us, on a message, and logged otherwise.
 */
export function listenToShortcuts(
  app: App,
  deps: SlackDeps,
  listeners: Readonly<Record<string, ShortcutListener>>,
): void {
  app.shortcut(/.*/, async ({ body, ack, respond, client }) => {
    await ack();
    const payload = shortcutPayload.parse(body);
    const about = { shortcut: payload.callback_id, user: payload.user.id };
    try {
      const listener = Object.hasOwn(listeners, payload.callback_id)
        ? listeners[payload.callback_id]
        : undefined;
      if (listener) await listener(deps, { payload, person: personOf(payload), client });
      else
        await client.views.open({
          trigger_id: payload.trigger_id,
          view: noticeModal('Out of date', OUTDATED),
        });
    } catch (err) {
      const text = wordsFor(deps, err, about);
      if (payload.response_url) await respond({ response_type: 'ephemeral', text, replace_original: false });
    }
  });
}
