import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { printable } from './printable.js';

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

/** What is wrong with a pattern and where, in a sentence for the admin who wrote it; null: nothing. */
export function patternFault(pattern: string): string | null {
  if (compilePattern(pattern)) return null;
  return `This pattern cannot be used: ${syntaxFault(pattern) ?? 'it repeats too much.'} It has to be in RE2 syntax, without look-around and back-references.`;
}

/** "missing closing ) at character 3, from "(ab".", or null for a pattern that is well-formed and too costly. */
function syntaxFault(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (err) {
    if (!(err instanceof RE2JSSyntaxException)) return null;
    const part = err.input ?? '';
    const at = part ? pattern.lastIndexOf(part) : pattern.length - 1;
    const from = part ? `, from "${printable(part, 40)}"` : '';
    return `${err.error} at character ${Math.max(at, 0) + 1}${from}.`;
  }
}
