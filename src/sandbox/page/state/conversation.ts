import type { ShownChannel, ShownMessage } from '../../screen/screen.js';

/** What stands in the channel itself: everything but replies. */
export function rootMessages({ messages }: ShownChannel): ShownMessage[] {
  return messages.filter(({ ts, threadTs }) => threadTs === null || threadTs === ts);
}

export function repliesTo(channel: ShownChannel, ts: string): ShownMessage[] {
  return channel.messages.filter((message) => message.threadTs === ts && message.ts !== ts);
}

/** The replies of each thread, by the timestamp of its first message. */
export function threadsIn({ messages }: ShownChannel): Map<string, ShownMessage[]> {
  const threads = new Map<string, ShownMessage[]>();
  for (const message of messages) {
    if (message.threadTs === null || message.threadTs === message.ts) continue;
    threads.set(message.threadTs, [...(threads.get(message.threadTs) ?? []), message]);
  }
  return threads;
}

/** One entry of a list: a message, whether it goes on from the one before, and the day that begins with it. */
export interface Entry {
  readonly message: ShownMessage;
  readonly isContinued: boolean;
  readonly day: string | null;
  readonly isFirstNew: boolean;
}

const together = 5 * 60;

/** Messages as they are listed: a day's first has the day above it, and close ones of one author are together. */
export function listEntries(
  messages: readonly ShownMessage[],
  { seen, me, dayOf }: { seen: string | null; me: string; dayOf: (seconds: number) => string },
): Entry[] {
  const firstNew =
    seen === null ? undefined : messages.find(({ ts, user }) => isAfter(ts, seen) && user !== me);
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const isNewDay = !before || date(before) !== date(message);
    const isFirstNew = message === firstNew;
    return {
      message,
      day: isNewDay ? dayOf(Number(message.ts)) : null,
      isFirstNew,
      isContinued: !isNewDay && !isFirstNew && before !== undefined && goesOn(before, message),
    };
  });
}

const date = ({ ts }: ShownMessage): string => new Date(Number(ts) * 1000).toDateString();

function goesOn(before: ShownMessage, message: ShownMessage): boolean {
  const isSameHand = before.user === message.user && before.isEphemeral === message.isEphemeral;
  return isSameHand && !message.isEphemeral && Number(message.ts) - Number(before.ts) < together;
}

/** Timestamps compare as numbers of the same length do; the parts are padded. */
export function isAfter(ts: string, other: string): boolean {
  return Number(ts) > Number(other);
}

export interface News {
  readonly unread: number;
  /** Of those, how many name this person; in direct messages all do. */
  readonly mentions: number;
}

/** What came into a channel since it was last looked at. */
export function newsIn(channel: ShownChannel, me: string, seen: string | undefined): News {
  const came = channel.messages.filter(
    ({ ts, user, threadTs }) =>
      user !== me && (seen === undefined || isAfter(ts, seen)) && (threadTs === null || threadTs === ts),
  );
  const naming = came.filter((message) => channel.kind === 'im' || names(message, me));
  return { unread: came.length, mentions: naming.length };
}

/** Whether a message mentions this person, in its text or in its blocks. */
export function names({ text, blocks }: ShownMessage, person: string): boolean {
  return text.includes(`<@${person}>`) || JSON.stringify(blocks).includes(person);
}
