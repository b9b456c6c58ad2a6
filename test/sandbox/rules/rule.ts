import { z } from 'zod';
import type { Control } from '../control-client.js';
import type { aManifest } from '../sandbox-manifest.js';
import type { ScriptedApp } from '../scripted-app.js';

/** What Slack said to one call, or what a person was told. */
export interface Said {
  readonly error?: string | undefined;
  readonly messages: readonly string[];
}

/** A local Slack on a clock of the test's own, with one app in it. */
export interface Slack {
  readonly control: Control;
  readonly app: ScriptedApp;
  readonly tokens: { readonly bot: string; readonly app: string };
  readonly botUserId: string;
  /** Lets time pass. */
  pass(milliseconds: number): void;
  readonly apiUrl: string;
  /** One Web API call, a second after the one before. `null` is no token. */
  call(method: string, args: object, token?: string | null): Promise<Answer>;
  /** The same in a workspace whose app has another manifest. */
  elsewhere(changes: Parameters<typeof aManifest>[0]): Promise<Slack>;
  idOf(name: string): Promise<string>;
  /** A trigger that eve's command gave the app just now. */
  trigger(): Promise<string>;
  /** A modal that eli has open all the time. */
  readonly standingModal: string;
  /** The id of a modal that eve has open from now on. */
  openModal(view: object): Promise<string>;
}

/** One rule of Slack: what breaks it by a hair, and what just keeps it. */
export interface Rule {
  readonly rule: string;
  /** Slack's name for the refusal, or words that the person reads. */
  readonly error: string;
  /** Where response_metadata.messages says it is, when Slack says that. */
  readonly pointer?: string;
  readonly refused: (slack: Slack) => Promise<Said>;
  readonly accepted: (slack: Slack) => Promise<Said>;
}

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().optional(),
  message_ts: z.string().optional(),
  file_id: z.string().optional(),
  upload_url: z.string().optional(),
  view: z.looseObject({ id: z.string(), hash: z.string() }).optional(),
  response_metadata: z.looseObject({ messages: z.array(z.string()).default([]) }).optional(),
});

export type Answer = z.infer<typeof answer> & Said;

export function readAnswer(sent: unknown): Answer {
  const parsed = answer.parse(sent);
  return { ...parsed, messages: parsed.response_metadata?.messages ?? [] };
}

export const text = (words: string) => ({ type: 'plain_text', text: words });
export const mrkdwn = (words: string) => ({ type: 'mrkdwn', text: words });
export const long = (length: number) => 'x'.repeat(length);
export const list = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, at) => item(at));
export const option = (words: string, more: object = {}) => ({ text: text(words), value: words, ...more });
export const options = (length: number, from = '') => list(length, (at) => option(`${from}o${at}`));
export const button = (more: object = {}) => ({ type: 'button', text: text('Go'), ...more });
export const beside = (accessory: object) => [{ type: 'section', text: text('x'), accessory }];
export const among = (...elements: object[]) => [{ type: 'actions', elements }];
export const url = (length: number) => `https://a.example/${long(length - 18)}`;
