import { z } from 'zod';

/** Where one person is in the client, and what they left where: it stays while somebody else is looking. */
export const place = z.object({
  channel: z.string().nullable().default(null),
  thread: z.string().nullable().default(null),
  tab: z.enum(['home', 'messages', 'about']).default('messages'),
  /** The pane that is shown where there is room for one only. */
  pane: z.enum(['list', 'messages', 'thread']).default('list'),
  /** By channel or thread: how far it is scrolled; not there when at its end. */
  scroll: z.record(z.string(), z.number()).default({}),
  drafts: z.record(z.string(), z.string()).default({}),
  /** By channel or thread: the newest message that was seen. */
  read: z.record(z.string(), z.string()).default({}),
});

export type Place = z.infer<typeof place>;

export const places = z.record(z.string(), place);

export const firstPlace: Place = place.parse({});

/** The key of a thread among channels' keys. */
export function threadKey(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

/** The record with this entry, or without it when the value says nothing. */
export function withEntry<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Record<string, T> {
  const others = Object.entries(record).filter(([each]) => each !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}
