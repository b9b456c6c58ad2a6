import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../src/keys/gate.js';

describe('createGate', () => {
  it('lets so many run at once and the others wait in their order, failures among them', async () => {
    const gate = createGate(2);
    const ended: number[] = [];
    let running = 0;
    let most = 0;
    const work = (number: number) =>
      gate(async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
        ended.push(number);
        if (number === 2) throw new Error('this one fails');
        return number;
      });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(work));
    expect(results.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    ]);
    expect([most, ended]).toEqual([2, [1, 2, 3, 4, 5]]);
    expect(await work(6)).toBe(6);
  });
});
