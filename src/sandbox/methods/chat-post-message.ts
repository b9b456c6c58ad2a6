import { z } from 'zod';
import { messagePayload } from '../payloads/message-payload.js';
import { directMessages, findMessage } from '../workspace/find.js';
import { postMessage } from '../workspace/post-message.js';
import type { Channel } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { flag } from './arguments.js';
import { contentArguments, readContent } from './chat-arguments.js';
import { method, type Refusal, refuse } from './method.js';
import { hasScope, isMember, type Reachable, visibleChannel } from './reachable-channel.js';

/** chat.postMessage, to a channel by id or to a person by user id; the message is stored as it was sent. */
export const chatPostMessage = method({
  name: 'chat.postMessage',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 'message',
  args: z.strictObject({
    ...contentArguments,
    thread_ts: z.string().optional(),
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
  }),
  run: (world, args) => {
    const found = postableChannel(world, args.channel);
    if (!found.ok) return found;
    const content = readContent(args);
    if (!content.ok) return content;
    const fault = threadFault(found.channel, args.thread_ts);
    if (fault) return fault;
    const message = postMessage(world, found.channel, {
      user: world.workspace.bot.id,
      byApp: true,
      text: content.text,
      blocks: content.blocks,
      threadTs: args.thread_ts,
      metadata: args.metadata,
    });
    return {
      ok: true,
      channel: found.channel.id,
      ts: message.ts,
      message: messagePayload(world, found.channel, message),
    };
  },
});

/** A public channel without membership needs chat:write.public; `U...` means the app's messages with them. */
function postableChannel(world: World, id: string): Reachable {
  const found = id.startsWith('U') ? directChannel(world, id) : visibleChannel(world, id);
  if (!found.ok) return found;
  const { channel } = found;
  if (channel.archived) return refuse('is_archived');
  if (channel.kind === 'im' && isDeactivated(world, channel)) return refuse('user_disabled');
  if (channel.kind === 'im' && !world.manifest.features.app_home.messages_tab_enabled) {
    return refuse('messages_tab_disabled');
  }
  if (!isMember(world, channel) && !hasScope(world, 'chat:write.public')) return refuse('not_in_channel');
  return found;
}

function directChannel(world: World, userId: string): Reachable {
  const channel = directMessages(world.workspace, userId);
  return channel ? { ok: true, channel } : refuse('channel_not_found');
}

function isDeactivated({ workspace }: World, channel: Channel): boolean {
  return [...channel.members].some((id) => workspace.users.get(id)?.deleted);
}

/** A thread hangs under a message of the channel, never under a reply. */
export function threadFault(channel: Channel, threadTs: string | undefined): Refusal | undefined {
  if (threadTs === undefined) return undefined;
  const root = findMessage(channel, threadTs);
  if (!root) return refuse('thread_not_found');
  const isReply = root.threadTs !== undefined && root.threadTs !== root.ts;
  return isReply ? refuse('cannot_reply_to_message') : undefined;
}
