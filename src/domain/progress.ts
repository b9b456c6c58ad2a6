import { z } from 'zod';

/** What a script says while it runs. No fact: it is held apart from the request, for as long as it is news. */
export const progressSchema = z.strictObject({
  format: z.literal(1),
  run: z.int().min(1),
  /** The last line for people, scrubbed; '' before there is one. */
  text: z.string(),
  at: z.number(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Characters of a line that people get to see. */
const SHOWN = 150;

/** What a line of scrubbed output says of the progress, in one printable line; null if it is about something else. */
export function progressIn(line: string): string | null {
  const said = /^PROGRESS:(.*)$/s.exec(line)?.[1];
  const text = said?.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  if (!text) return null;
  const characters = Array.from(text);
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : text;
}

/** Whole minutes that a run has taken by then. */
export function minutesOf(startedAt: number, at: number): number {
  return Math.floor(Math.max(0, at - startedAt) / 60_000);
}
