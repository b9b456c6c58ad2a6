import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { createAcknowledgement } from './acknowledgement.js';
import type { Blocks } from './blocks.js';
import { tendClickedCard } from './clicked-card.js';
import type { SlackDeps } from './deps.js';
import { homeOf } from './home/home-of.js';
import { listenToHome } from './home/listen-to-home.js';
import { commands } from './ids.js';
import { listenToShortcuts, type ShortcutListener } from './listen-to-shortcuts.js';
import { OUTDATED, report, wordsFor } from './listener-failure.js';
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

/** What only the person who acted sees. */
export type Answer = { readonly text: string; readonly blocks?: Blocks };

/** How a modal answers its submission (Slack: response_action). No response closes it. */
export type SubmissionAnswer =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update' | 'push'; readonly view: ModalView }
  | { readonly response_action: 'clear' };

type Call<P, A> = {
  readonly payload: P;
  readonly client: WebClient;
  /** Acknowledges, once; with an answer, that is what the person sees. */
  ack(answer?: A): Promise<void>;
};

export type CommandCall = Call<CommandPayload, Answer>;
export type SubmissionCall = Call<SubmissionPayload, SubmissionAnswer>;
export type ActionCall = Call<ActionPayload, never> & {
  /** Tells the person who pressed, where they pressed; mrkdwn of ours. */
  tell(mrkdwn: string): Promise<void>;
  /** The same with blocks; in a modal or the Home only its text. */
  answer(answer: Answer): Promise<void>;
  /** Puts the answer in the place of the private message that the button was on. */
  replace(answer: Answer): Promise<void>;
};

export type CommandListener = (deps: SlackDeps, call: CommandCall) => Promise<void>;
export type SubmissionListener = (deps: SlackDeps, call: SubmissionCall) => Promise<void>;
export type ActionListener = (deps: SlackDeps, call: ActionCall) => Promise<void>;

export type Listeners = {
  readonly command: CommandListener;
  readonly submissions: Readonly<Record<string, SubmissionListener>>;
  readonly actions: Readonly<Record<string, ActionListener>>;
  readonly shortcuts: Readonly<Record<string, ShortcutListener>>;
};

/**
 * The one wrapper around every listener: parses the payload, finds the listener by id, and turns a failure or a
 * lack of time into words for the person who acted. An id that no listener has is answered too, never ignored.
 */
export function listen(app: App, deps: SlackDeps, listeners: Listeners): void {
  listenToCommand(app, deps, listeners);
  listenToSubmissions(app, deps, listeners);
  listenToActions(app, deps, listeners);
  listenToShortcuts(app, deps, listeners.shortcuts);
  listenToHome(app, deps);
}

/** An id comes from outside: `constructor` is none of ours. */
function listenerOf<L>(table: Readonly<Record<string, L>>, id: string): L | undefined {
  return Object.hasOwn(table, id) ? table[id] : undefined;
}

function listenToCommand(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.command(commands.cert, async ({ command, ack, respond, client }) => {
    const payload = commandPayload.parse(command);
    const about = { command: commands.cert, user: payload.user_id };
    const acknowledgement = createAcknowledgement<Answer>(
      (answer) => ack(answer && ephemeral(answer)),
      () => ({ text: report(deps, 'too-slow', about) }),
    );
    try {
      await listeners.command(deps, { payload, client, ack: acknowledgement.ack });
    } catch (err) {
      const text = wordsFor(deps, err, about);
      await (acknowledgement.isSent() ? respond(ephemeral({ text })) : acknowledgement.ack({ text }));
    } finally {
      acknowledgement.end();
    }
  });
}

function listenToSubmissions(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.view(/.*/, async ({ body, ack, client }) => {
    const payload = submissionPayload.parse(body);
    const { callback_id, blocks } = payload.view;
    const listener = listenerOf(listeners.submissions, callback_id);
    const about = { callback: callback_id, user: payload.user.id };
    const explain = (text: string): SubmissionAnswer => {
      const first = blocks.find(({ type }) => type === 'input');
      return first
        ? { response_action: 'errors', errors: { [first.block_id]: text } }
        : { response_action: 'update', view: noticeModal('Something went wrong', text) };
    };
    const acknowledgement = createAcknowledgement<SubmissionAnswer>(
      (answer) => ack(answer),
      () => explain(report(deps, 'too-slow', about)),
    );
    try {
      if (listener) await listener(deps, { payload, client, ack: acknowledgement.ack });
      else await ack({ response_action: 'update', view: noticeModal('Out of date', OUTDATED) });
    } catch (err) {
      await acknowledgement.ack(explain(wordsFor(deps, err, about)));
    } finally {
      acknowledgement.end();
    }
  });
}

function listenToActions(app: App, deps: SlackDeps, listeners: Listeners): void {
  app.action(/.*/, async ({ body, ack, respond, client }) => {
    const payload = actionPayload.parse(body);
    const id = payload.actions[0]?.action_id ?? '';
    const listener = listenerOf(listeners.actions, id);
    const about = { action: id, user: payload.user.id };
    const home = payload.view?.type === 'home' ? homeOf(deps, client, payload) : null;
    const answer = async (said: Answer, replaces = false) => {
      if (home) await home.tell(said.text);
      else if (payload.view) await showAbove(client, body, said.text);
      else await respond({ ...ephemeral(said), replace_original: replaces });
    };
    const tell = (text: string) => answer({ text });
    const replace = (said: Answer) => answer(said, true);
    const acknowledgement = createAcknowledgement<never>(
      () => ack(),
      () => void tell(report(deps, 'too-slow', about)).catch(() => undefined),
    );
    try {
      if (listener)
        await listener(deps, { payload, client, ack: acknowledgement.ack, tell, answer, replace });
      else await tell(OUTDATED);
      await acknowledgement.ack();
      await tendClickedCard(deps, payload);
      await home?.refresh();
    } catch (err) {
      const text = wordsFor(deps, err, about);
      await acknowledgement.ack();
      await tell(text);
    } finally {
      acknowledgement.end();
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
