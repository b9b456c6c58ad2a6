import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { quietClient } from './quiet-client.js';

const envelope = z.looseObject({
  envelope_id: z.string(),
  type: z.string(),
  payload: z.looseObject({
    type: z.string().optional(),
    trigger_id: z.string().default(''),
    response_url: z.string().default(''),
    view: z
      .looseObject({
        id: z.string(),
        hash: z.string(),
        root_view_id: z.string(),
        previous_view_id: z.string().nullable(),
        state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
      })
      .optional(),
    actions: z.array(z.looseObject({ action_id: z.string() })).default([]),
    user: z.looseObject({ id: z.string(), team_id: z.string() }).optional(),
  }),
});

export type Received = z.infer<typeof envelope>;

/** What to do with an envelope: acknowledge with this, or say nothing at all. */
export type Answer = { payload?: unknown } | 'silence';

/** An app in the rawest form: one socket, one function that answers, everything it received. */
export async function scriptedApp(
  sandbox: Sandbox,
  answer: (received: Received) => Answer | Promise<Answer> = () => ({}),
) {
  const client = quietClient(sandbox);
  const received: Received[] = [];
  const script = { answer };
  const opened = await quietClient(sandbox, sandbox.appToken).apps.connections.open({});
  const socket = new WebSocket(opened.url ?? '');
  const frames: unknown[] = [];
  socket.on('message', async (data) => {
    const frame: unknown = JSON.parse(data.toString());
    frames.push(frame);
    const parsed = envelope.safeParse(frame);
    if (!parsed.success) return;
    received.push(parsed.data);
    const said = await script.answer(parsed.data);
    if (said !== 'silence') {
      socket.send(JSON.stringify({ envelope_id: parsed.data.envelope_id, payload: {}, ...said }));
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve());
    socket.once('error', reject);
  });
  return { client, received, frames, socket, script, close: () => socket.terminate() };
}

export type ScriptedApp = Awaited<ReturnType<typeof scriptedApp>>;

/** Slack's name of the error a call is refused with, and what it says about the arguments. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  try {
    await call;
  } catch (error) {
    const data = z.object({
      data: z.looseObject({
        error: z.string(),
        response_metadata: z.looseObject({ messages: z.array(z.string()).default([]) }),
      }),
    });
    const parsed = data.parse(error).data;
    return { error: parsed.error, messages: parsed.response_metadata.messages };
  }
  throw new Error('the call was not refused');
}
