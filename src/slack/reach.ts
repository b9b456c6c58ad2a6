import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';
import type { Reached, Unreachable } from '../workflow/notifier.js';
import { slackErrorName } from './slack-failure.js';

/** Slack's refusals that no retry mends (slack-platform: chat.postMessage, chat.update, files). */
const unreachable = {
  not_in_channel: 'not-a-member',
  channel_not_found: 'not-found',
  is_archived: 'archived',
  restricted_action: 'not-a-member',
  messages_tab_disabled: 'not-found',
  message_not_found: 'gone',
  thread_not_found: 'gone',
  cant_update_message: 'gone',
  edit_window_closed: 'gone',
  user_not_found: 'not-found',
  user_disabled: 'not-found',
  user_not_visible: 'not-found',
  cannot_dm_bot: 'not-found',
} as const satisfies Record<string, Unreachable['why']>;

/** Longer than this a job does not sleep: its own next try comes. */
const LONGEST_WAIT_S = 20;

/** Calls again once, after the pause that Slack asked for with 429. */
async function whenAllowed<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (err) {
    if (!(err instanceof WebAPIRateLimitedError) || err.retryAfter > LONGEST_WAIT_S) throw err;
    await sleep(err.retryAfter * 1000);
    return call();
  }
}

/** Calls Slack; a refusal that no retry mends is a value. Throws when trying again can help. */
export async function reach<T extends object>(call: () => Promise<T>): Promise<Reached<T>> {
  try {
    return { ok: true, ...(await whenAllowed(call)) };
  } catch (err) {
    const name = slackErrorName(err);
    const why = Object.entries(unreachable).find(([known]) => known === name)?.[1];
    if (why) return { ok: false, why };
    throw err;
  }
}
