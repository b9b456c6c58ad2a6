import type { Channel, Message } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { filePayload } from './file-payload.js';

/** A message as the Web API and interactions show it; one that has replies is its own thread's parent. */
export function messagePayload(world: World, channel: Channel, message: Message): Record<string, unknown> {
  const { workspace } = world;
  const files = message.fileIds.flatMap((id) => {
    const file = workspace.files.get(id);
    return [file ? filePayload(world, file) : { id, mode: 'tombstone' }];
  });
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: workspace.team.id,
    ...(message.byApp ? { bot_id: workspace.botId, app_id: workspace.appId } : {}),
    ...threadPart(channel, message),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(files.length > 0 ? { files, upload: true } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}

function threadPart(channel: Channel, message: Message): Record<string, unknown> {
  if (message.threadTs !== undefined) return { thread_ts: message.threadTs };
  const replies = channel.messages.filter(
    ({ threadTs, ephemeralTo }) => threadTs === message.ts && ephemeralTo === undefined,
  );
  return replies.length > 0 ? { thread_ts: message.ts, reply_count: replies.length } : {};
}
