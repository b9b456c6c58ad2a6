import { z } from 'zod';

const view = z.looseObject({
  id: z.string(),
  user: z.string(),
  title: z.string(),
  values: z.record(z.string(), z.unknown()),
  errors: z.record(z.string(), z.string()),
  error: z.string().optional(),
});
const message = z.looseObject({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()),
  files: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })),
  ephemeral_to: z.string().optional(),
});
const answer = z.looseObject({
  ok: z.boolean(),
  view: view.optional(),
  errors: z.record(z.string(), z.string()).optional(),
  messages: z.array(message).default([]),
  error: z.string().optional(),
});
const state = z.looseObject({
  users: z.array(z.object({ id: z.string(), name: z.string() })),
  channels: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      members: z.array(z.string()),
      messages: z.array(message),
    }),
  ),
  usergroups: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  views: z.array(view),
  homes: z.array(view),
  notices: z.array(z.looseObject({ user: z.string(), text: z.string() })),
});
const calls = z.array(
  z.object({
    at: z.number(),
    method: z.string(),
    args: z.record(z.string(), z.unknown()),
    token: z.string(),
    status: z.number(),
    error: z.string().optional(),
  }),
);

export type ControlAnswer = z.infer<typeof answer>;

/** Drives a sandbox by its control API. */
export function controlClient(url: string) {
  const get = async (path: string): Promise<unknown> => (await fetch(`${url}/_control/${path}`)).json();
  const currentState = async (user?: string) =>
    state.parse(await get(user === undefined ? 'state' : `state?user=${user}`));
  return {
    post: async (path: string, body: unknown): Promise<ControlAnswer> => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/_control/${path}`, { ...init, headers });
      return answer.parse(await response.json());
    },
    state: currentState,
    calls: async () => calls.parse(await get('calls')),
    file: async (id: string) => Buffer.from(await (await fetch(`${url}/_control/files/${id}`)).arrayBuffer()),
    messages: async (channel: string) => {
      const found = (await currentState()).channels.find((each) => each.name === channel);
      return found?.messages ?? [];
    },
    idOf: async (name: string): Promise<string> => {
      const { users, channels } = await currentState();
      const found = [...users, ...channels].find((each) => each.name === name);
      if (!found) throw new Error(`nothing is called ${name}`);
      return found.id;
    },
  };
}

export type Control = ReturnType<typeof controlClient>;
