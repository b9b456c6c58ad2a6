import { RE2JS, RE2JSException } from 're2js';

// A match costs at most program size times length: this and Slack's 3,000 characters stay under a tenth of a second.
const LARGEST_PROGRAM = 2500;

/**
 * A pattern that a whole value has to match, in RE2's syntax: no look-around and no back-references, so that no
 * value makes it slow. Null for what is no such pattern, or a costly one.
 */
export function compilePattern(pattern: string): { fits(value: string): boolean } | null {
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > LARGEST_PROGRAM) return null;
    return { fits: (value) => compiled.matches(value) };
  } catch (err) {
    if (err instanceof RE2JSException) return null;
    throw err;
  }
}

/** What is wrong with a pattern, in a sentence for the admin who wrote it; null: nothing. */
export function patternFault(pattern: string): string | null {
  return compilePattern(pattern)
    ? null
    : 'This pattern cannot be used: it is not in RE2 syntax (no look-around, no back-references), or it repeats too much.';
}
