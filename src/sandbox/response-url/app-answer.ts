import { z } from 'zod';
import type { Block } from '../block-kit/blocks.js';
import { parseBlocks } from '../block-kit/parse-blocks.js';

/**
 * A message an app answers with, in an acknowledgement or at a response_url. `attachments` are not served
 * here: everything they do, blocks do.
 */
const answer = z.strictObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
  mrkdwn: z.boolean().optional(),
  parse: z.string().optional(),
  link_names: z.boolean().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  metadata: z.unknown().optional(),
});

/** An answer whose parts are known to be showable. */
export interface AppAnswer {
  readonly text: string;
  readonly blocks: Block[];
  readonly responseType: 'ephemeral' | 'in_channel';
  readonly replaceOriginal: boolean;
  readonly deleteOriginal: boolean;
  readonly threadTs: string | undefined;
}

export type ParsedAnswer =
  | { readonly ok: true; readonly answer: AppAnswer }
  | { readonly ok: false; readonly error: string; readonly messages: string[] };

/** The message in what an app sent back, or Slack's name for what is wrong with it. */
export function parseAnswer(sent: unknown): ParsedAnswer {
  const parsed = answer.safeParse(sent);
  if (!parsed.success) {
    return { ok: false, error: 'invalid_payload', messages: [z.prettifyError(parsed.error)] };
  }
  const blocks = parseBlocks(parsed.data.blocks ?? []);
  if (!blocks.ok) return blocks;
  const { text = '', response_type, replace_original, delete_original, thread_ts } = parsed.data;
  if (text === '' && blocks.blocks.length === 0 && !delete_original) {
    return { ok: false, error: 'no_text', messages: [] };
  }
  return {
    ok: true,
    answer: {
      text,
      blocks: blocks.blocks,
      responseType: response_type,
      replaceOriginal: replace_original,
      deleteOriginal: delete_original,
      threadTs: thread_ts,
    },
  };
}
