import { z } from 'zod';
import { findMessage } from '../workspace/find.js';
import { text } from './arguments.js';
import { method, refuse } from './method.js';
import { visibleChannel } from './reachable-channel.js';

/** chat.getPermalink: the address of a message, in a thread with its root; takes no scope. */
export const chatGetPermalink = method({
  name: 'chat.getPermalink',
  token: 'bot',
  scopes: [],
  tier: 'special',
  args: z.strictObject({ channel: text, message_ts: text }),
  run: (world, { channel: id, message_ts }) => {
    const found = visibleChannel(world, id);
    if (!found.ok) return found;
    const message = findMessage(found.channel, message_ts);
    if (!message) return refuse('message_not_found');
    const { threadTs } = message;
    const thread = threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${id}`;
    const permalink = `${world.origin}/archives/${id}/p${message_ts.replace('.', '')}${thread}`;
    return { ok: true, channel: id, permalink };
  },
});
