import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { section } from './blocks.js';
import { unlessMoved } from './unless-moved.js';

const NOTICE_BLOCK = 'notice';

const openView = z.object({
  view: z.object({
    id: z.string(),
    hash: z.string(),
    type: z.literal('modal'),
    callback_id: z.string(),
    private_metadata: z.string(),
    title: z.looseObject({}),
    submit: z.looseObject({}).nullish(),
    close: z.looseObject({}).nullish(),
    blocks: z.array(z.looseObject({ block_id: z.string() })),
  }),
});

/**
 * Puts a sentence above everything else in the modal that the payload came from, and keeps what was typed: the
 * same blocks with the same ids. A modal that was closed or moved on meanwhile is left as it is.
 */
export async function showAbove(client: WebClient, body: unknown, mrkdwn: string): Promise<void> {
  const { view } = openView.parse(body);
  const { id, hash, submit, close, blocks, ...rest } = view;
  const others = blocks.filter(({ block_id }) => block_id !== NOTICE_BLOCK);
  const next = {
    view_id: id,
    hash,
    view: {
      ...rest,
      ...(submit ? { submit } : {}),
      ...(close ? { close } : {}),
      blocks: [section(`:warning: ${mrkdwn}`, NOTICE_BLOCK), ...others],
    },
  };
  await unlessMoved(() => client.apiCall('views.update', next));
}
