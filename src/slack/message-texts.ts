import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackDeps } from './deps.js';
import { unescapeText } from './escape.js';
import type { MessagePayload } from './payloads.js';

const file = z.object({
  id: z.string(),
  name: z.string().nullish(),
  size: z.number().default(0),
  url_private_download: z.string().nullish(),
});

export type MessageTexts = {
  readonly texts: readonly string[];
  /** Names of files that could not be read. */
  readonly unread: readonly string[];
};

const MOST_FILES = 5;

/**
 * All that a message says, as it was written: its text, the text of its blocks and attachments, and its first
 * files as far as they are small texts.
 */
export async function readMessage(
  deps: Pick<SlackDeps, 'fetchFile' | 'log'>,
  client: WebClient,
  message: MessagePayload,
): Promise<MessageTexts> {
  const said = [message.text ?? '', ...textsIn([message.blocks, message.attachments])].map(unescapeText);
  const files = await Promise.all(
    message.files.slice(0, MOST_FILES).map((each) => readFile(deps, client, each)),
  );
  return {
    // What a client split into pieces (a link, a line) is one text again.
    texts: [...said, said.slice(1).join('\n'), ...files.flatMap((each) => ('text' in each ? each.text : []))],
    unread: files.flatMap((each) => ('text' in each ? [] : [each.unread])),
  };
}

function textsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  );
}

/** A file of another workspace comes as a stub: Slack then has to be asked for the rest. */
async function readFile(
  deps: Pick<SlackDeps, 'fetchFile' | 'log'>,
  client: WebClient,
  sent: { readonly id: string },
): Promise<{ readonly text: string } | { readonly unread: string }> {
  const stub = file.safeParse(sent).data;
  const name = stub?.name ?? sent.id;
  try {
    const whole = stub?.url_private_download ? stub : (await client.files.info({ file: sent.id })).file;
    const fetched = await deps.fetchFile(file.parse(whole));
    return fetched.ok ? { text: fetched.text } : { unread: name };
  } catch (err) {
    deps.log.warn({ file: sent.id, err }, 'file of a message not fetched');
    return { unread: name };
  }
}
