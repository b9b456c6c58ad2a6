import { nameText } from '../../domain/look-alikes.js';
import type { Name } from '../../domain/names.js';
import { truncate } from '../limits.js';

/** The first names that fit into `room` characters, each whole, and how many more there are. */
export function listNames(names: readonly Name[], room: number): string {
  const texts = names.map((name) => truncate(nameText(name), room));
  let length = 0;
  const shown = texts.filter((text) => {
    length += text.length + 2;
    return length <= room + 2;
  });
  const left = texts.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
