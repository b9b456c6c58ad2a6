import type { z } from 'zod';
import type { World } from '../world.js';
import type { SlackError } from './slack-errors.js';

/** What a Web API method answers: `ok`, and Slack's name for the error when it is false. */
export type Answer =
  | ({ readonly ok: true } & Readonly<Record<string, unknown>>)
  | ({ readonly ok: false; readonly error: SlackError } & Readonly<Record<string, unknown>>);

export type Refusal = Extract<Answer, { ok: false }>;

/** A refusal by Slack's name for it, with what it says in `response_metadata.messages`. */
export function refuse(error: SlackError, messages: readonly string[] = []): Refusal {
  return { ok: false, error, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) };
}

/** Calls per minute: Tier 1 to 4 of docs.slack.dev/apis/web-api/rate-limits, or a message a second and channel. */
export type Tier = 1 | 2 | 3 | 4 | 'message' | 'special';

interface Definition<Args extends z.ZodType> {
  readonly name: string;
  readonly token: 'bot' | 'app';
  /** One of these scopes is enough; which one a certain channel needs is for `run` to say. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** The arguments, strictly: one that Slack does not document is refused. */
  readonly args: Args;
  readonly run: (world: World, args: z.infer<Args>) => Answer;
}

/** One row of the method table. */
export interface Method extends Omit<Definition<z.ZodType>, 'args' | 'run'> {
  readonly parse: (args: unknown) => ParsedCall;
}

/** A call whose arguments fit, ready to run, or what is wrong with them. */
export type ParsedCall =
  | { readonly ok: true; readonly run: (world: World) => Answer }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] };

/** Ties a method's arguments to the function that takes them. */
export function method<Args extends z.ZodType>(definition: Definition<Args>): Method {
  const { args, run, ...row } = definition;
  return {
    ...row,
    parse: (sent) => {
      const parsed = args.safeParse(sent);
      if (!parsed.success) return { ok: false, issues: parsed.error.issues };
      return { ok: true, run: (world) => run(world, parsed.data) };
    },
  };
}
