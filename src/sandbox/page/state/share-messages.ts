import type { Screen, ShownMessage } from '../../screen/screen.js';

/** The new screen with the message objects of the old one wherever they say the same: those need no new drawing. */
export function shareMessages(before: Screen | null, after: Screen): Screen {
  if (!before || before.me !== after.me) return after;
  const known = new Map(before.channels.map(({ id, messages }) => [id, byTs(messages)]));
  const channels = after.channels.map((channel) => {
    const old = known.get(channel.id);
    return { ...channel, messages: channel.messages.map((message) => same(old?.get(message.ts), message)) };
  });
  return { ...after, channels };
}

function byTs(messages: readonly ShownMessage[]): Map<string, ShownMessage> {
  return new Map(messages.map((message) => [message.ts, message]));
}

function same(old: ShownMessage | undefined, message: ShownMessage): ShownMessage {
  return old && JSON.stringify(old) === JSON.stringify(message) ? old : message;
}
