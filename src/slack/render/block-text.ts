import type { Blocks } from '../blocks.js';

/**
 * How many characters of text these blocks hold, together: Slack refuses a message of more than about 13,200
 * (slackapi/bolt-js#2509).
 */
export function blockText(blocks: Blocks): number {
  return countText(blocks);
}

function countText(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, each) => sum + countText(each), 0);
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [key, value]) =>
      sum + (key === 'text' && typeof value === 'string' ? value.length : countText(value)),
    0,
  );
}
