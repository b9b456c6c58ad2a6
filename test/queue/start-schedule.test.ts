import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startSchedule } from '../../src/queue/start-schedule.js';

function aSchedule(run: () => Promise<void>) {
  const errors: object[] = [];
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void errors.push(fields),
  };
  return { errors, schedule: startSchedule({ name: 'test', everyMs: 10, log, run }) };
}

describe('startSchedule', () => {
  it('runs at once, again and again, and never twice at a time', async () => {
    let [calls, running, most] = [0, 0, 0];
    const { schedule } = aSchedule(async () => {
      calls++;
      running++;
      most = Math.max(most, running);
      await pause(25);
      running--;
    });
    expect(calls).toBe(1);
    await expect.poll(() => calls).toBeGreaterThan(3);
    expect(most).toBe(1);
    await schedule.close();
    const atClose = calls;
    await pause(50);
    expect({ calls, running }).toEqual({ calls: atClose, running: 0 });
  });

  it('goes on after a call that failed', async () => {
    let calls = 0;
    const { errors, schedule } = aSchedule(async () => {
      if (++calls === 1) throw new Error('first');
    });
    await expect.poll(() => calls).toBeGreaterThan(2);
    await schedule.close();
    expect(errors).toMatchObject([{ schedule: 'test', err: { message: 'first' } }]);
  });
});
