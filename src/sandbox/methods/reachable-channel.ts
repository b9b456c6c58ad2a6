import type { Channel } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { type Refusal, refuse } from './method.js';

export type Reachable = { readonly ok: true; readonly channel: Channel } | Refusal;

/** A channel the app can see: a public one, or one it is in. Others look like they do not exist. */
export function visibleChannel(world: World, id: string): Reachable {
  const channel = world.workspace.channels.get(id);
  if (!channel) return refuse('channel_not_found');
  if (channel.kind !== 'public' && !isMember(world, channel)) return refuse('channel_not_found');
  return { ok: true, channel };
}

export function isMember(world: World, channel: Channel): boolean {
  return channel.members.has(world.workspace.bot.id);
}

/** A channel the app is in and that takes messages: what files need, and posting without chat:write.public. */
export function joinedChannel(world: World, id: string): Reachable {
  const found = visibleChannel(world, id);
  if (!found.ok) return found;
  if (found.channel.archived) return refuse('is_archived');
  return isMember(world, found.channel) ? found : refuse('not_in_channel');
}

const read = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const history = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const;

/** Whether the app's scopes cover this kind of channel. */
export function scopeFault(world: World, channel: Channel, purpose: 'read' | 'history'): Refusal | undefined {
  const needed = (purpose === 'read' ? read : history)[channel.kind];
  return hasScope(world, needed) ? undefined : missingScope(world, needed);
}

/** Whether the manifest gives the bot this scope. */
export function hasScope(world: World, scope: string): boolean {
  return world.manifest.oauth_config.scopes.bot.includes(scope);
}

/** Slack's refusal of a call that needs another scope, with what was needed and what there is. */
export function missingScope(world: World, needed: string): Refusal {
  const provided = world.manifest.oauth_config.scopes.bot.join(',');
  return { ok: false, error: 'missing_scope', needed, provided };
}
