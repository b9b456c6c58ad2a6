import { findChannel, findUser } from '../workspace/find.js';
import type { Channel, User } from '../workspace/workspace.js';
import type { World } from '../world.js';

type Lookup = (name: string) => string | undefined;

/** People as a user menu offers them: whoever is still here, bots too. */
export function userNamed(world: World): Lookup {
  return (name) => {
    const user = findUser(world.workspace, name);
    return user && !user.deleted ? user.id : undefined;
  };
}

/** Public channels that are not archived. */
export function channelNamed(world: World): Lookup {
  return (name) => {
    const channel = findChannel(world.workspace, name);
    return channel?.kind === 'public' && !channel.archived ? channel.id : undefined;
  };
}

interface Filter {
  readonly include?: readonly ('im' | 'mpim' | 'private' | 'public')[] | undefined;
  readonly exclude_external_shared_channels?: boolean | undefined;
}

/** What this person can see, as far as the menu's filter lets it through. */
export function conversationNamed(world: World, user: User, filter: Filter | undefined): Lookup {
  return (name) => {
    const channel = findChannel(world.workspace, name);
    if (!channel || channel.archived) return undefined;
    const isSeen = channel.kind === 'public' || channel.members.has(user.id);
    const isIncluded = filter?.include?.includes(channel.kind) ?? true;
    const isShared = filter?.exclude_external_shared_channels === true && hasStrangers(world, channel);
    return isSeen && isIncluded && !isShared ? channel.id : undefined;
  };
}

function hasStrangers(world: World, channel: Channel): boolean {
  return [...channel.members].some((id) => world.workspace.users.get(id)?.isStranger);
}
