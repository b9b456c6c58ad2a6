import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const message = z.looseObject({
  channel: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
  files: z.array(z.looseObject({ id: z.string(), name: z.string() })).default([]),
  ephemeral_to: z.string().optional(),
});
const view = z.looseObject({
  id: z.string(),
  user: z.string(),
  title: z.string(),
  callback_id: z.string().optional(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
  values: z.record(z.string(), z.unknown()).default({}),
  errors: z.record(z.string(), z.string()).default({}),
});
const seen = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: view.nullish(),
  messages: z.array(message).default([]),
});
const state = z.looseObject({
  team: z.looseObject({ id: z.string() }),
  app: z.looseObject({ user_id: z.string() }),
  users: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  usergroups: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  channels: z.array(z.looseObject({ id: z.string(), name: z.string(), messages: z.array(message) })),
  views: z.array(view),
});
const call = z.looseObject({
  at: z.number(),
  method: z.string(),
  args: z.unknown(),
  status: z.number().optional(),
  error: z.string().optional(),
});

export type Message = z.infer<typeof message>;
export type View = z.infer<typeof view>;
export type Seen = z.infer<typeof seen>;
export type State = z.infer<typeof state>;
export type Call = z.infer<typeof call>;
type Value = string | readonly string[] | { readonly file: { name: string; content: string } } | null;

/** The local Slack as people use it: by names and visible words. `see` fails the test when Slack said no. */
export function createControl(url: string) {
  const post = async (path: string, body: object): Promise<Seen> => {
    const response = await fetch(new URL(`/_control/${path}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return seen.parse(await response.json());
  };
  const get = async (path: string) => (await fetch(new URL(`/_control/${path}`, url))).json();
  const control = {
    command: (user: string, channel: string, text: string) => post('command', { user, channel, text }),
    fill: (user: string, values: Record<string, Value>) => post('fill', { user, values }),
    submit: (user: string) => post('submit', { user }),
    close: (user: string) => post('close', { user, all: true }),
    click: (user: string, label: string, where: { channel?: string; ts?: string } = {}) =>
      post('click', { user, label, ...where }),
    world: (action: string, body: object) => post(action, body),
    faults: (body: object) => post('faults', body),
    state: async (user?: string): Promise<State> =>
      state.parse(await get(user ? `state?user=${user}` : 'state')),
    calls: async (): Promise<readonly Call[]> => z.array(call).parse(await get('calls')),
    file: async (id: string): Promise<string> => (await fetch(new URL(`/_control/files/${id}`, url))).text(),
    /** The modal on top of a user's screen. */
    async top(user: string): Promise<View | null> {
      return (await control.state(user)).views.filter((shown) => shown.user === user).at(-1) ?? null;
    },
    async messages(channel: string): Promise<readonly Message[]> {
      return (await control.state()).channels.find(({ name }) => name === channel)?.messages ?? [];
    },
    idOf: async (kind: 'users' | 'channels' | 'usergroups', name: string): Promise<string> => {
      const found = (await control.state())[kind].find((entry) => entry.name === name);
      if (!found) throw new Error(`no ${name} among the ${kind}`);
      return found.id;
    },
  };
  return control;
}

export type Control = ReturnType<typeof createControl>;

/** Asks again every 25 ms until there is an answer; fails with `what` after `ms`. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  ms = 15_000,
): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`it never came to this: ${what}`);
    await sleep(25);
  }
}
