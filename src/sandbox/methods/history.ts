import { z } from 'zod';
import { messagePayload } from '../payloads/message-payload.js';
import { findMessage } from '../workspace/find.js';
import type { Channel, Message } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { flag, page, takePage, text } from './arguments.js';
import { method, refuse } from './method.js';
import { isMember, type Reachable, scopeFault, visibleChannel } from './reachable-channel.js';

const scopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const range = {
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
};

/** Newest first, without replies and without what only one person saw. */
export const conversationsHistory = method({
  name: 'conversations.history',
  token: 'bot',
  scopes,
  tier: 3,
  args: z.strictObject({ channel: text, ...page, ...range }),
  run: (world, args) => {
    const found = readableChannel(world, args.channel);
    if (!found.ok) return found;
    const roots = found.channel.messages.filter((message) => message.threadTs === undefined);
    return listing(world, found.channel, shared(roots).toReversed(), args);
  },
});

/** Oldest first, the message that the thread hangs under at the head. */
export const conversationsReplies = method({
  name: 'conversations.replies',
  token: 'bot',
  scopes,
  tier: 3,
  args: z.strictObject({ channel: text, ts: text, ...page, ...range }),
  run: (world, args) => {
    const found = readableChannel(world, args.channel);
    if (!found.ok) return found;
    const root = findMessage(found.channel, args.ts);
    if (!root) return refuse('thread_not_found');
    const replies = found.channel.messages.filter((message) => message.threadTs === root.ts);
    return listing(world, found.channel, [root, ...shared(replies)], args);
  },
});

interface Range {
  readonly oldest?: string | undefined;
  readonly latest?: string | undefined;
  readonly inclusive?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

function listing(world: World, channel: Channel, messages: Message[], args: Range) {
  const { items, next } = takePage(
    messages.filter((message) => isWithin(message.ts, args)),
    args,
  );
  return {
    ok: true,
    messages: items.map((message) => messagePayload(world, channel, message)),
    has_more: next !== '',
    ...(next === '' ? {} : { response_metadata: { next_cursor: next } }),
  } as const;
}

function isWithin(ts: string, { oldest, latest, inclusive }: Range): boolean {
  if (inclusive && (ts === oldest || ts === latest)) return true;
  return (oldest === undefined || ts > oldest) && (latest === undefined || ts < latest);
}

const shared = (messages: Message[]): Message[] =>
  messages.filter((message) => message.ephemeralTo === undefined);

function readableChannel(world: World, id: string): Reachable {
  const found = visibleChannel(world, id);
  if (!found.ok) return found;
  const fault = scopeFault(world, found.channel, 'history');
  if (fault) return fault;
  return isMember(world, found.channel) ? found : refuse('not_in_channel');
}
