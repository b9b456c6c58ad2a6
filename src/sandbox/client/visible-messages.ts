import type { Channel, Message, User } from '../workspace/workspace.js';
import type { World } from '../world.js';

export interface VisibleMessage {
  readonly channel: Channel;
  readonly message: Message;
}

/** Every message this user can see: in the channels they are in, without what only others see. */
export function visibleMessages(world: World, user: User): VisibleMessage[] {
  return [...world.workspace.channels.values()]
    .filter((channel) => channel.members.has(user.id))
    .flatMap((channel) => channel.messages.map((message) => ({ channel, message })))
    .filter(({ message }) => message.ephemeralTo === undefined || message.ephemeralTo === user.id);
}
