import { noteActivity, postMessage } from '../workspace/post-message.js';
import type { Channel, Message } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { type AppAnswer, parseAnswer } from './app-answer.js';
import { type ResponseUrl, responseUrlLife, responseUrlUses } from './response-url.js';

/** What Slack replies at a response_url: plain `ok`, or JSON with the error. */
export interface ResponseUrlReply {
  readonly status: number;
  readonly body: Record<string, unknown> | 'ok';
}

const refuse = (status: number, error: string, messages: string[] = []): ResponseUrlReply => ({
  status,
  body: { ok: false, error, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) },
});

/**
 * Takes one answer at a response_url. Channel membership and posting rules do not matter here, the number of
 * uses and the age do: 404 `used_url` and `expired_url`. An answer Slack would not show is a 400 here.
 */
export function useResponseUrl(world: World, secret: string, sent: unknown): ResponseUrlReply {
  const url = world.responseUrls.get(secret);
  const channel = url && world.workspace.channels.get(url.channel);
  if (!url || !channel) return refuse(404, 'invalid_url');
  if (world.clock.now() - url.createdAt > world.clock.span(responseUrlLife)) {
    return refuse(404, 'expired_url');
  }
  if (url.uses >= responseUrlUses) return refuse(404, 'used_url');
  const parsed = parseAnswer(sent);
  if (!parsed.ok) return refuse(400, parsed.error, parsed.messages);
  const problem = applyAnswer(world, { url, channel, answer: parsed.answer });
  if (problem !== undefined) return refuse(400, problem);
  url.uses += 1;
  return { status: 200, body: 'ok' };
}

interface Given {
  readonly url: ResponseUrl;
  readonly channel: Channel;
  readonly answer: AppAnswer;
}

function applyAnswer(world: World, given: Given): string | undefined {
  const { url, channel, answer } = given;
  const original = channel.messages.find((message) => message.ts === url.originalTs);
  if (answer.replaceOriginal || answer.deleteOriginal) {
    if (!original) return 'message_not_found';
    if (!original.byApp) return 'cant_update_message';
    return changeOriginal(world, { channel, answer, original });
  }
  const isThreadRoot = channel.messages.some(
    (message) => message.ts === answer.threadTs && message.threadTs === undefined,
  );
  if (answer.threadTs !== undefined && !isThreadRoot) return 'thread_not_found';
  postAnswer(world, given);
  return undefined;
}

/** Posts an app's answer where the person acted: for that person's eyes, or for everyone in the channel. */
export function postAnswer(
  world: World,
  { url, channel, answer }: { url: Pick<ResponseUrl, 'user'>; channel: Channel; answer: AppAnswer },
): Message {
  return postMessage(world, channel, {
    user: world.workspace.bot.id,
    byApp: true,
    text: answer.text,
    blocks: answer.blocks,
    threadTs: answer.threadTs,
    ephemeralTo: answer.responseType === 'ephemeral' ? url.user : undefined,
  });
}

function changeOriginal(
  world: World,
  { channel, answer, original }: { channel: Channel; answer: AppAnswer; original: Message },
): undefined {
  if (answer.deleteOriginal) {
    channel.messages.splice(channel.messages.indexOf(original), 1);
  } else {
    original.text = answer.text;
    original.blocks = answer.blocks;
  }
  noteActivity(world);
}
