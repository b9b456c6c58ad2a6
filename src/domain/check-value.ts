import { assertNever } from './assert-never.js';
import type { ValueCheck } from './parameter.js';
import { compilePattern } from './pattern.js';
import { printable } from './printable.js';

/**
 * What is wrong with a value by the check of its parameter, in a sentence for who typed it; null: nothing. The
 * value itself is never in it, for it may be sensitive. Whether a value has to be given is not asked here.
 */
export function checkValue(check: ValueCheck | undefined, value: string): string | null {
  switch (check?.kind) {
    case undefined:
    case 'text':
      return null;
    case 'list':
      return check.options.includes(value) ? null : `Choose one of these: ${choices(check.options)}.`;
    case 'pattern':
      return checkPattern(check.pattern, value);
    case 'integer':
      return /^-?[0-9]{1,18}$/.test(value) ? null : 'Enter a whole number, such as 30.';
    case 'boolean':
      return value === 'true' || value === 'false' ? null : 'Enter true or false.';
    default:
      return assertNever(check);
  }
}

function choices(options: readonly string[]): string {
  const first = options
    .slice(0, 5)
    .map((option) => printable(option))
    .join(', ');
  return options.length > 5 ? `${first} and ${options.length - 5} more` : first;
}

function checkPattern(pattern: string, value: string): string | null {
  const compiled = compilePattern(pattern);
  if (!compiled)
    return 'The check of this parameter is broken: an admin has to correct its pattern in the profile.';
  return compiled.fits(value) ? null : `Enter a value that fits this pattern: ${printable(pattern, 100)}`;
}
