import { assertNever } from '../../domain/assert-never.js';
import type { Parameter } from '../../domain/parameter.js';
import { truncate } from '../limits.js';

const PATTERN_SHOWN = 60;

/** How the values of a parameter are checked, in plain text to be put behind it; empty: they are not. */
export function checkOf({ check }: Parameter): string {
  switch (check?.kind) {
    case undefined:
    case 'text':
      return '';
    case 'list':
      return check.options.length === 1 ? ' · 1 option' : ` · one of ${check.options.length}`;
    case 'pattern':
      return ` · pattern ${truncate(check.pattern, PATTERN_SHOWN)}`;
    case 'integer':
      return ' · whole number';
    case 'boolean':
      return ' · true or false';
    default:
      return assertNever(check);
  }
}
