import { z } from 'zod';
import { type Screen, screen } from '../../screen/screen.js';

const answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  connections: z.number().optional(),
  messages: z.array(z.looseObject({ text: z.string() })).default([]),
});

export type ControlAnswer = z.infer<typeof answer>;

const behindScenes = z.object({
  connections: z.number(),
  calls: z.array(
    z.object({
      at: z.number(),
      method: z.string(),
      args: z.record(z.string(), z.unknown()),
      status: z.number(),
      error: z.string().optional(),
    }),
  ),
  switches: z.record(z.string(), z.boolean()),
  faults: z.array(z.looseObject({ method: z.string(), times: z.number() })),
});

export type BehindScenes = z.infer<typeof behindScenes>;
export type Call = BehindScenes['calls'][number];

/** Does something through the control API; what did not work is in the answer. */
export async function control(action: string, body: object): Promise<ControlAnswer> {
  try {
    const response = await fetch(`/_control/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.parse(await response.json());
  } catch {
    return { ok: false, error: 'The local workspace does not answer. Is it still running?', messages: [] };
  }
}

/** What this person sees now, or null when nobody is called so; throws when the workspace is not there. */
export async function readScreen(user: string): Promise<Screen | null> {
  const response = await fetch(`/_page/screen?user=${encodeURIComponent(user)}`);
  return response.status === 404 ? null : screen.parse(await response.json());
}

export async function readBehindScenes(): Promise<BehindScenes> {
  return behindScenes.parse(await (await fetch('/_page/behind')).json());
}

/** The text of a file, as far as it is worth showing. */
export async function readFileText(id: string): Promise<string> {
  return (await fetch(`/_control/files/${id}`)).text();
}
