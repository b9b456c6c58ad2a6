import type { z } from 'zod';

/** What was kept in this browser under a key, or the fallback when there is nothing of that form. */
export function recall<T extends z.ZodType>(key: string, schema: T, fallback: z.infer<T>): z.infer<T> {
  try {
    const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

/** Keeps it, where the browser lets us. */
export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser without storage forgets at a reload; nothing else is lost.
  }
}
