import type { Message } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { filePayload } from './file-payload.js';

/** A message as the Web API and interactions show it. */
export function messagePayload(world: World, message: Message): Record<string, unknown> {
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
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(files.length > 0 ? { files, upload: true } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}
