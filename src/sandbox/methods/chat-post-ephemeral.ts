import { z } from 'zod';
import { postMessage } from '../workspace/post-message.js';
import { text } from './arguments.js';
import { contentArguments, readContent } from './chat-arguments.js';
import { threadFault } from './chat-post-message.js';
import { method, refuse } from './method.js';
import { joinedChannel } from './reachable-channel.js';

/** The app must be in the channel, and so must the one who is to see the message. */
export const chatPostEphemeral = method({
  name: 'chat.postEphemeral',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 4,
  args: z.strictObject({ ...contentArguments, user: text, thread_ts: z.string().optional() }),
  run: (world, args) => {
    const found = joinedChannel(world, args.channel);
    if (!found.ok) return found;
    if (!found.channel.members.has(args.user)) return refuse('user_not_in_channel');
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
      ephemeralTo: args.user,
    });
    return { ok: true, message_ts: message.ts };
  },
});
