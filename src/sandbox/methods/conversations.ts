import { z } from 'zod';
import { directMessages } from '../workspace/find.js';
import { noteActivity } from '../workspace/post-message.js';
import type { Channel } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { flag, page, takePage, text } from './arguments.js';
import { method, refuse } from './method.js';
import { isMember, missingScope, scopeFault, visibleChannel } from './reachable-channel.js';

const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** conversations.info: `is_member` says whether the app is in the channel. */
export const conversationsInfo = method({
  name: 'conversations.info',
  token: 'bot',
  scopes: read,
  tier: 3,
  args: z.strictObject({
    channel: text,
    include_locale: flag.optional(),
    include_num_members: flag.optional(),
  }),
  run: (world, args) => {
    const found = visibleChannel(world, args.channel);
    if (!found.ok) return found;
    const fault = scopeFault(world, found.channel, 'read');
    if (fault) return fault;
    const members = args.include_num_members ? { num_members: found.channel.members.size } : {};
    return { ok: true, channel: { ...channelPayload(world, found.channel), ...members } };
  },
});

/** conversations.members, a page at a time. */
export const conversationsMembers = method({
  name: 'conversations.members',
  token: 'bot',
  scopes: read,
  tier: 4,
  args: z.strictObject({ channel: text, ...page }),
  run: (world, args) => {
    const found = visibleChannel(world, args.channel);
    if (!found.ok) return found;
    const fault = scopeFault(world, found.channel, 'read');
    if (fault) return fault;
    const { items, next } = takePage([...found.channel.members], args);
    return { ok: true, members: items, response_metadata: { next_cursor: next } };
  },
});

/** The app's direct messages with one person. Groups of people (mpim) are not served here. */
export const conversationsOpen = method({
  name: 'conversations.open',
  token: 'bot',
  scopes: ['im:write', 'mpim:write'],
  tier: 3,
  args: z
    .strictObject({
      channel: text.optional(),
      users: text.optional(),
      return_im: flag.optional(),
      prevent_creation: flag.optional(),
    })
    .refine((it) => (it.channel === undefined) !== (it.users === undefined), {
      message: 'must provide exactly one of channel and users',
    }),
  run: (world, args) => {
    if (args.users?.includes(',')) return missingScope(world, 'mpim:write');
    const user = world.workspace.users.get(args.users ?? '');
    if (args.users !== undefined && !user) return refuse('user_not_found');
    if (user?.isBot) return refuse('cannot_dm_bot');
    if (user?.deleted) return refuse('user_disabled');
    const channel = user
      ? directMessages(world.workspace, user.id)
      : world.workspace.channels.get(args.channel ?? '');
    if (channel?.kind !== 'im') return refuse('channel_not_found');
    const whole = args.return_im ? channelPayload(world, channel) : { id: channel.id };
    return { ok: true, no_op: true, already_open: true, channel: whole };
  },
});

/** conversations.join: public channels only; into private ones somebody has to /invite the app. */
export const conversationsJoin = method({
  name: 'conversations.join',
  token: 'bot',
  scopes: ['channels:join'],
  tier: 3,
  args: z.strictObject({ channel: text }),
  run: (world, args) => {
    const found = visibleChannel(world, args.channel);
    if (!found.ok) return found;
    const { channel } = found;
    if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type');
    if (channel.archived) return refuse('is_archived');
    const already = isMember(world, channel);
    channel.members.add(world.workspace.bot.id);
    noteActivity(world);
    return {
      ok: true,
      channel: channelPayload(world, channel),
      ...(already
        ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
        : {}),
    };
  },
});

function channelPayload(world: World, channel: Channel): Record<string, unknown> {
  const isIm = channel.kind === 'im';
  const other = [...channel.members].find((id) => id !== world.workspace.bot.id);
  const strangers = [...channel.members].some((id) => world.workspace.users.get(id)?.isStranger);
  return {
    id: channel.id,
    created: 0,
    is_archived: channel.archived,
    is_im: isIm,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_org_shared: false,
    ...(isIm
      ? { user: other }
      : {
          name: channel.name,
          name_normalized: channel.name,
          is_general: channel.name === 'general',
          is_member: isMember(world, channel),
          is_shared: strangers,
          is_ext_shared: strangers,
        }),
  };
}
