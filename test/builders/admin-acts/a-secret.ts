import { randomBytes } from 'node:crypto';
import type { Writing } from './acts.js';

const random = (): string => randomBytes(18).toString('base64');

/** A value that stands nowhere else, as values are written: one word, characters that are escaped, lines, quotes. */
export function aSecret(how: Writing): string {
  switch (how) {
    case 'token':
      return random();
    case 'odd':
      return `${random()}&<&amp;>*_~\`é🔑 ${random()}%20\\`;
    case 'lines':
      return [random(), random(), random()].join('\n');
    case 'quoted':
      return `"${random()}" 'and' ${random()}: {x}`;
  }
}
