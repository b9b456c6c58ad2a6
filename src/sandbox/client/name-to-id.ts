import { findChannel, findUser } from '../workspace/find.js';
import { type Channel, canSee, type User } from '../workspace/workspace.js';
import type { World } from '../world.js';

type Lookup = (name: string) => string | undefined;

/** People as a user menu offers them: whoever is still here, bots too. */
export function userNamed(world: World): Lookup {
  return (name) => {
    const user = findUser(world.workspace, name);
    return user && !user.deleted ? user.id : undefined;
  };
}

/** Public channels that are not archived and that this person can see. */
export function channelNamed(world: World, user: User): Lookup {
  return (name) => {
    const channel = findChannel(world.workspace, name);
    const isOffered = channel?.kind === 'public' && !channel.archived && canSee(user, channel);
    return isOffered ? channel.id : undefined;
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
    const isIncluded = filter?.include?.includes(channel.kind) ?? true;
    const isShared = filter?.exclude_external_shared_channels === true && hasStrangers(world, channel);
    return canSee(user, channel) && isIncluded && !isShared ? channel.id : undefined;
  };
}

function hasStrangers(world: World, channel: Channel): boolean {
  return [...channel.members].some((id) => world.workspace.users.get(id)?.isStranger);
}
