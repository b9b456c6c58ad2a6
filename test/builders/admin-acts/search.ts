import type { Redis } from 'ioredis';
import { createPhraseTree } from '../../../src/domain/phrase-tree.js';
import { secretForms } from '../../../src/domain/secret-forms.js';
import { isFound } from '../secret-places.js';

/** Shorter pieces of base64 may stand by chance in megabytes of it. */
const leastForm = 12;

/**
 * Which of these values stand in a text, in any form that the scrubber knows or that `isFound` does: their places in
 * the list, with what stands before.
 */
export function valuesIn(text: string, values: readonly string[]): readonly string[] {
  const owners = new Map<string, number>();
  values.forEach((value, index) => {
    for (const form of secretForms(value)) if (form.length >= leastForm) owners.set(form, index);
  });
  const tree = createPhraseTree(owners.keys());
  const found = new Map<number, string>();
  let node = tree.root;
  for (let at = 0; at < text.length; at += 1) {
    node = tree.step(node, text.charCodeAt(at));
    const length = tree.longestEnding(node);
    if (length === 0) continue;
    const owner = owners.get(text.slice(at + 1 - length, at + 1));
    if (owner !== undefined) found.set(owner, text.slice(Math.max(0, at - length - 200), at + 60));
  }
  values.forEach((value, index) => {
    if (!found.has(index) && isFound(text, value)) found.set(index, '(by isFound)');
  });
  return [...found].map(([index, where]) => `value ${index}: ...${where}`);
}

/** All that Redis holds now, as one text; without what admins have begun to edit, which ends by itself. */
export async function redisNow(redis: Redis): Promise<string> {
  const texts: string[] = [];
  for await (const found of redis.scanStream({ count: 1000 })) {
    const keys: readonly string[] = found;
    for (const key of keys.filter((each) => !each.includes(':draft:'))) {
      texts.push(`${key}\n${JSON.stringify(await storedAt(redis, key))}`);
    }
  }
  return texts.join('\n');
}

async function storedAt(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return null;
  }
}
