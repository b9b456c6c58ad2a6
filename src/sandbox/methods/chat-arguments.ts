import { z } from 'zod';
import type { Block } from '../block-kit/blocks.js';
import { limits } from '../block-kit/limits.js';
import { parseBlocks } from '../block-kit/parse-blocks.js';
import { flag, structure, text } from './arguments.js';
import { type Refusal, refuse } from './method.js';

/** What chat.postMessage, chat.postEphemeral and chat.update have in common. */
export const contentArguments = {
  channel: text,
  text: z.string().optional(),
  blocks: structure.optional(),
  metadata: structure
    .pipe(
      z.strictObject({
        event_type: z.string().regex(/^[a-z][a-z0-9_]*$/),
        event_payload: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  mrkdwn: flag.optional(),
  parse: z.string().optional(),
  link_names: flag.optional(),
};

export type Content = { readonly ok: true; readonly text: string; readonly blocks: Block[] } | Refusal;

/** The text and blocks of a message, or why it cannot be shown. A message needs one of both. */
export function readContent(args: { text?: string | undefined; blocks?: unknown }): Content {
  const parsed = parseBlocks(args.blocks ?? []);
  if (!parsed.ok) return refuse(parsed.error, parsed.messages);
  const shown = args.text ?? '';
  if (shown === '' && parsed.blocks.length === 0) return refuse('no_text');
  if (shown.length > limits.message.text) return refuse('msg_too_long');
  return { ok: true, text: shown, blocks: parsed.blocks };
}
