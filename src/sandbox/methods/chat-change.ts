import { z } from 'zod';
import { limits } from '../block-kit/limits.js';
import { messagePayload } from '../payloads/message-payload.js';
import { findMessage } from '../workspace/find.js';
import { noteActivity } from '../workspace/post-message.js';
import { type Channel, type Message, nextTs } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { flag, text } from './arguments.js';
import { contentArguments, readContent } from './chat-arguments.js';
import { method, type Refusal, refuse } from './method.js';
import { visibleChannel } from './reachable-channel.js';
import type { SlackError } from './slack-errors.js';

/** chat.update: own messages only. Blocks that are not given stay, an empty list removes them. */
export const chatUpdate = method({
  name: 'chat.update',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 3,
  args: z.strictObject({
    ...contentArguments,
    ts: text,
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
  }),
  run: (world, args) => {
    const found = ownMessage(world, args, 'cant_update_message');
    if (!found.ok) return found;
    const { channel, message } = found;
    if ((args.text ?? '').length > limits.message.updatedText) return refuse('msg_too_long');
    const content = readContent(args);
    if (!content.ok) return content;
    message.text = content.text;
    if (args.blocks !== undefined) message.blocks = content.blocks;
    message.editedTs = nextTs(world.workspace, world.clock.now());
    noteActivity(world);
    return {
      ok: true,
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messagePayload(world, channel, message),
    };
  },
});

/** chat.delete: own messages only. */
export const chatDelete = method({
  name: 'chat.delete',
  token: 'bot',
  scopes: ['chat:write'],
  tier: 3,
  args: z.strictObject({ channel: text, ts: text, as_user: flag.optional() }),
  run: (world, args) => {
    const found = ownMessage(world, args, 'cant_delete_message');
    if (!found.ok) return found;
    found.channel.messages.splice(found.channel.messages.indexOf(found.message), 1);
    noteActivity(world);
    return { ok: true, channel: found.channel.id, ts: found.message.ts };
  },
});

type Own = { readonly ok: true; readonly channel: Channel; readonly message: Message } | Refusal;

function ownMessage(world: World, args: { channel: string; ts: string }, denied: SlackError): Own {
  const found = visibleChannel(world, args.channel);
  if (!found.ok) return found;
  const message = findMessage(found.channel, args.ts);
  if (!message) return refuse('message_not_found');
  if (!message.byApp) return refuse(denied);
  if (found.channel.archived) return refuse('is_archived');
  return { ok: true, channel: found.channel, message };
}
