import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { createStateBox } from '../../src/redis/secret-box.js';
import { type Asked, anAsked } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { said } from '../cli/a-terminal.js';

const leases = { COUNTERSIGN_LEASE_SECONDS: '2', COUNTERSIGN_LEASE_RENEW_SECONDS: '0.4' };

describe('a profile that keeps state, with two workers', () => {
  let world: Countersign;
  let stores: Stores;
  let ledger: Ledger;
  let workers: Process[];

  beforeAll(async () => {
    // Recovery is far away: what goes on here does so by itself.
    world = await aCountersign({ ...leases, COUNTERSIGN_RECONCILE_SECONDS: '600' });
    stores = storesOf(world);
    await world.start('bot');
    workers = [await world.start('worker'), await world.start('worker')];
    ledger = await aLedger(world, { keepsState: true });
  });
  afterAll(() => world.close());

  const anApproved = async (): Promise<Asked> => {
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    return asked;
  };
  const stateNow = async (): Promise<string | null> => {
    const kept = await stores.states.read(ledger.profile.id);
    if (!kept) return null;
    const { entries } = JSON.parse(createStateBox(world.ring).open(kept.sealed, ledger.profile.id));
    return Buffer.from(entries[0].content, 'base64').toString().trim();
  };

  it('has one run at a time; each finds what the last one left, and the next begins when it ends', async () => {
    ledger.hold(1);
    const all = [await anApproved(), await anApproved(), await anApproved()];
    await ledger.started(1);
    await sleep(500);
    const stati = await Promise.all(all.map(async (asked) => (await asked.read()).status));
    expect([...stati].sort()).toEqual(['approved', 'approved', 'issuing']);
    const begun = performance.now();
    ledger.letGo(1);
    await Promise.all(all.map((asked) => asked.becomes('issued')));
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await stateNow()).toBe('1 2 3');
    expect(ledger.runs()).toHaveLength(3);
  });

  it('keeps the old state when a worker is killed in a run, and is free for the next after its lease', async () => {
    ledger.hold(4);
    const cutOff = await anApproved();
    await ledger.started(4);
    const { worker } = await cutOff.becomes('issuing');
    const killed = workers.find(({ pid }) => worker.includes(`-${pid}-`));
    await killed?.end('SIGKILL');
    const waiting = await anApproved();
    await waiting.shows('waiting for a worker');
    await world.start('worker', { COUNTERSIGN_RECONCILE_SECONDS: '0.3' });
    await waiting.becomes('issued');
    await cutOff.becomes('unknown');
    expect(await stateNow()).toBe('1 2 3 5');
  });

  it('forgets it when an operator says so, even while a run has it', async () => {
    ledger.hold(6);
    const running = await anApproved();
    await ledger.started(6);
    const { name } = ledger.profile.version.settings;
    const main = join(process.cwd(), 'dist', 'main.js');
    const env = { REDIS_URL: world.redis.url, COUNTERSIGN_WORKSPACE: world.workspace };
    const forgotten = await said(
      process.execPath,
      [main, 'profile', 'forget-state', name],
      world.dir,
      '',
      env,
    );
    expect(forgotten).toMatchObject({ code: 0, out: expect.stringContaining('is forgotten') });
    ledger.letGo(6);
    await running.becomes('issued');
    await eventually('the end of the run', async () =>
      world.processes.some(({ log }) => log().includes('run ended')),
    );
    expect(await stateNow()).toBeNull();
    const next = await anApproved();
    await next.becomes('issued');
    await eventually('a new state', async () => (await stateNow()) === '7');
  });

  it('says nothing of it in any log', () => {
    const logs = world.processes.map(({ log }) => log()).join('');
    expect(logs).not.toContain('entries');
    expect(logs).toContain('run waits for the state of its profile');
  });
});
