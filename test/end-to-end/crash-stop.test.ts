import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked } from '../builders/asked.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { isAlive } from '../builders/runner.js';
import { storesOf } from '../builders/saved-profile.js';

const STOP_MS = 2000;

describe('SIGTERM', () => {
  let world: Countersign;
  let stores: Stores;
  let all: Process;

  beforeAll(async () => {
    world = await aCountersign({
      ...{ COUNTERSIGN_STOP_SECONDS: String(STOP_MS / 1000), COUNTERSIGN_LEASE_SECONDS: '3' },
      // The script tells its process id; on higher rungs it does not know the one that we would see.
      ...{ COUNTERSIGN_LEASE_RENEW_SECONDS: '0.5', RUNNER_ISOLATION: '1-2' },
    });
    stores = storesOf(world);
    all = await world.start('all');
  });
  afterAll(() => world.close());

  const stopped = async (running: Process) => {
    const start = performance.now();
    const code = await running.end('SIGTERM');
    return { code, ms: performance.now() - start };
  };

  it('waits for a run: its result is stored and announced before the process ends', async () => {
    const ledger = await aLedger(world);
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    const stopping = stopped(all);
    await sleep(500);
    ledger.letGo(1);
    const { code, ms } = await stopping;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(STOP_MS + 1500);
    expect((await asked.read()).status).toBe('issued');
    const files = (await asked.thread()).flatMap((message) => message.files);
    expect(files).toHaveLength(1);
    expect(all.log()).not.toContain('did not close in order');
  });

  it('cuts off a run that takes longer: unknown, stored and announced, its processes ended', async () => {
    const worker = await world.start('worker');
    await world.start('bot');
    const ledger = await aLedger(world);
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    const stopping = stopped(worker);
    await sleep(300);
    const later = await aLedger(world);
    const waits = await anAsked(world, stores, later);
    await waits.click('amy', 'Approve');
    const { code, ms } = await stopping;
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(STOP_MS - 100);
    expect(ms).toBeLessThan(STOP_MS + 3000);
    expect(ledger.runs().some(isAlive)).toBe(false);
    expect(await asked.read()).toMatchObject({ status: 'unknown', why: 'lost', run: 1 });
    await asked.shows('Outcome unknown');
    await asked.says('run 1 was cut off');
    expect((await waits.read()).status).toBe('approved');
    expect(later.runs()).toHaveLength(0);
    await world.start('worker');
    await waits.becomes('issued');
    expect((await asked.read()).status).toBe('unknown');
    expect(ledger.runs()).toHaveLength(1);
  });

  it('ends bot and worker in order, with 0', async () => {
    const running = world.processes.slice(-2);
    expect(running.map(({ role }) => role)).toEqual(['bot', 'worker']);
    for (const { code, ms } of await Promise.all(running.map(stopped))) {
      expect(code).toBe(0);
      expect(ms).toBeLessThan(2000);
    }
    for (const { log } of running) expect(log()).not.toMatch(/did not close in order|"level":(50|60)/);
  });
});
