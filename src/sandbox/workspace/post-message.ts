import type { Block } from '../block-kit/blocks.js';
import type { World } from '../world.js';
import { type Channel, type Message, nextTs } from './workspace.js';

/** A message before it has its ts. */
export interface NewMessage {
  readonly user: string;
  readonly byApp: boolean;
  readonly text: string;
  readonly blocks?: Block[] | undefined;
  readonly threadTs?: string | undefined;
  readonly ephemeralTo?: string | undefined;
  readonly fileIds?: readonly string[] | undefined;
  readonly metadata?: unknown;
}

/** Puts a message into a channel; who may do that was decided before. */
export function postMessage(world: World, channel: Channel, message: NewMessage): Message {
  const posted: Message = {
    ts: nextTs(world.workspace, world.clock.now()),
    threadTs: message.threadTs,
    user: message.user,
    byApp: message.byApp,
    text: message.text,
    blocks: message.blocks ?? [],
    fileIds: message.fileIds ?? [],
    ephemeralTo: message.ephemeralTo,
    editedTs: undefined,
    metadata: message.metadata,
  };
  channel.messages.push(posted);
  noteActivity(world);
  return posted;
}

/** Slackbot's word to one person, as after a command that failed. */
export function tellPrivately(world: World, channel: Channel, userId: string, text: string): void {
  postMessage(world, channel, { user: 'USLACKBOT', byApp: false, text, ephemeralTo: userId });
}

/** Something changed on a screen or at the API; in real time, which is what waiting people see. */
export function noteActivity(world: World): void {
  const { activity } = world.workspace;
  activity.at = Date.now();
  for (const hear of activity.watchers) hear();
}
