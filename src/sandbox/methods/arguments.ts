import { z } from 'zod';

/** The kinds of arguments. Forms carry text only, JSON bodies carry values: both are taken. */
export const text = z.string().min(1);

/** true or false, also as the text or the digit. */
export const flag = z.preprocess(
  (sent) => (sent === 'true' || sent === '1' ? true : sent === 'false' || sent === '0' ? false : sent),
  z.boolean(),
);

/** A whole number, also as digits. */
export const count = z.preprocess(
  (sent) => (typeof sent === 'string' && /^\d+$/.test(sent) ? Number(sent) : sent),
  z.number().int().min(0),
);

/** A structure: as it is in a JSON body, as JSON text in a form. */
export const structure = z.unknown().transform((sent, context) => {
  if (typeof sent !== 'string') return sent;
  try {
    const parsed: unknown = JSON.parse(sent);
    return parsed;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be valid JSON' });
    return z.NEVER;
  }
});

/** Cursor-based pagination (docs.slack.dev/apis/web-api/pagination). */
export const page = { cursor: z.string().optional(), limit: count.optional() };

/** One page of a list, and the cursor of the next. */
export function takePage<T>(
  items: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit?: number | undefined },
): { items: T[]; next: string } {
  const from = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) || 0 : 0;
  const to = from + (limit || 100);
  const next = to < items.length ? Buffer.from(String(to)).toString('base64url') : '';
  return { items: items.slice(from, to), next };
}
