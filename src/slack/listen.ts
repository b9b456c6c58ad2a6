import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { errors } from '../errors.js';
import type { Blocks } from './blocks.js';
import type { SlackDeps } from './deps.js';
import { commands } from './ids.js';
import { noticeModal } from './modal.js';
import {
  type ActionPayload,
  actionPayload,
  type CommandPayload,
  commandPayload,
  type SubmissionPayload,
  submissionPayload,
} from './payloads.js';
import { showAbove } from './show-above.js';
import { failureCode } from './slack-failure.js';

/** What only the person who acted sees. */
export type Answer = { readonly text: string; readonly blocks?: Blocks };

/** How a modal answers its submission (Slack: response_action). No response closes it. */
export type SubmissionAnswer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update' | 'push'; readonly view: ModalView }
  | { readonly response_action: 'clear' };

export type CommandListener = (
  deps: SlackDeps,
  call: {
    readonly payload: CommandPayload;
    readonly client: WebClient;
    /** Acknowledges; with an answer, that is shown at once. */
    ack(answer?: Answer): Promise<void>;
  },
) => Promise<void>;

export type SubmissionListener = (
  deps: SlackDeps,
  call: {
    readonly payload: SubmissionPayload;
    readonly client: WebClient;
    ack(answer?: SubmissionAnswer): Promise<void>;
  },
) => Promise<void>;

export type ActionListener = (
  deps: SlackDeps,
  call: {
    readonly payload: ActionPayload;
    readonly client: WebClient;
    ack(): Promise<void>;
    /** Tells the person who pressed, where they pressed; mrkdwn of ours. */
    tell(mrkdwn: string): Promise<void>;
  },
) => Promise<void>;

export type Listeners = {
  readonly command: CommandListener;
  readonly submissions: Readonly<Record<string, SubmissionListener>>;
  readonly actions: Readonly<Record<string, ActionListener>>;
};

const OUTDATED = 'This comes from an older version of Countersign and does nothing any more.';

/**
 * The one wrapper around every listener: parses the payload, finds the listener by id, and turns a failure into
 * words for the person who acted and one log line. An id that no listener has is answered too, never ignored.
 */
export function listen(app: App, deps: SlackDeps, listeners: Listeners): void {
  listenToCommand(app, deps, listeners);
  listenToSubmissions(app, deps, listeners);
  listenToActions(app, deps, listeners);
}

function wordsFor(deps: SlackDeps, err: unknown, about: object): string {
  const code = failureCode(err);
  deps.log[errors[code].level]({ ...about, code, err }, 'listener failed');
  return errors[code].userText;
}

function listenToCommand(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.command(commands.cert, async ({ command, ack, respond, client }) => {
    const payload = commandPayload.parse(command);
    let isAcknowledged = false;
    const acknowledge = async (answer?: Answer) => {
      isAcknowledged = true;
      await ack(answer && ephemeral(answer));
    };
    try {
      await listeners.command(deps, { payload, client, ack: acknowledge });
    } catch (err) {
      const text = wordsFor(deps, err, { command: commands.cert, user: payload.user_id });
      await (isAcknowledged ? respond(ephemeral({ text })) : acknowledge({ text }));
    }
  });
}

function listenToSubmissions(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.view(/.*/, async ({ body, ack, client }) => {
    const payload = submissionPayload.parse(body);
    const { callback_id, blocks } = payload.view;
    const listener = listeners.submissions[callback_id];
    const acknowledge = (answer?: SubmissionAnswer) => ack(answer);
    try {
      if (listener) await listener(deps, { payload, client, ack: acknowledge });
      else await ack({ response_action: 'update', view: noticeModal('Out of date', OUTDATED) });
    } catch (err) {
      const text = wordsFor(deps, err, { callback: callback_id, user: payload.user.id });
      const first = blocks.find(({ type }) => type === 'input');
      if (first) await ack({ response_action: 'errors', errors: { [first.block_id]: text } });
      else await ack({ response_action: 'update', view: noticeModal('Something went wrong', text) });
    }
  });
}

function listenToActions(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.action(/.*/, async ({ body, ack, respond, client }) => {
    const payload = actionPayload.parse(body);
    const id = payload.actions[0]?.action_id ?? '';
    const listener = listeners.actions[id];
    let isAcknowledged = false;
    const acknowledge = async () => {
      if (!isAcknowledged) await ack();
      isAcknowledged = true;
    };
    const tell = async (text: string) => {
      if (payload.view) await showAbove(client, body, text);
      else await respond({ ...ephemeral({ text }), replace_original: false });
    };
    try {
      if (listener) await listener(deps, { payload, client, ack: acknowledge, tell });
      else await tell(OUTDATED);
      await acknowledge();
    } catch (err) {
      const text = wordsFor(deps, err, { action: id, user: payload.user.id });
      await acknowledge();
      await tell(text);
    }
  });
}

function ephemeral(answer: Answer) {
  return {
    response_type: 'ephemeral' as const,
    text: answer.text,
    ...(answer.blocks ? { blocks: answer.blocks } : {}),
  };
}
