import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { isAlive } from '../builders/runner.js';
import { storesOf } from '../builders/saved-profile.js';
import { aWire } from '../builders/wire.js';

const quick = {
  COUNTERSIGN_LEASE_SECONDS: '2',
  COUNTERSIGN_LEASE_RENEW_SECONDS: '0.4',
  COUNTERSIGN_RECONCILE_SECONDS: '0.3',
  // The script tells its process id; on higher rungs it does not know the one that we would see.
  RUNNER_ISOLATION: '1-2',
};

describe('a worker that is killed', () => {
  let world: Countersign;
  let stores: Stores;
  const workers: Process[] = [];

  beforeAll(async () => {
    world = await aCountersign(quick);
    stores = storesOf(world);
    await world.start('bot');
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')));
  });
  afterAll(() => world.close());

  const aWorker = async (env: Readonly<Record<string, string>> = {}) => {
    const worker = await world.start('worker', env);
    workers.push(worker);
    return worker;
  };

  /** The worker dies at the moment that its command with these words is on the way to Redis. */
  const killedAt = async (asked: Asked, when: 'before' | 'after', words: string) => {
    const wire = await aWire(world, when, words);
    const worker = await aWorker({ REDIS_URL: wire.url });
    await asked.click('amy', 'Approve');
    await wire.cut;
    await worker.end('SIGKILL');
    await wire.close();
  };

  const theOneFile = async (asked: Asked) => {
    await asked.shows('Issued');
    await asked.says('is ready');
    await sleep(500);
    const files = (await asked.thread()).flatMap(({ files }) => files);
    expect(files).toHaveLength(1);
    return world.control.file(files[0]?.id ?? '');
  };

  it('before the swap leaves the run to the next one', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await killedAt(asked, 'before', 'request.run-started');
    expect((await asked.read()).status).toBe('approved');
    await aWorker();
    await asked.becomes('issued');
    expect(await theOneFile(asked)).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(1);
  });

  it('anywhere between the swap and the store leaves an unknown outcome, never run again by itself', async () => {
    const [ledgerA, ledgerB, ledgerC] = [await aLedger(world), await aLedger(world), await aLedger(world)];
    const beforeTheScript = await anAsked(world, stores, ledgerA);
    const inTheScript = await anAsked(world, stores, ledgerB);
    const afterTheAnswer = await anAsked(world, stores, ledgerC);

    await killedAt(beforeTheScript, 'after', 'request.run-started');
    await killedAt(afterTheAnswer, 'before', 'request.run-issued');
    expect(ledgerC.ended()).toBe(1);
    ledgerB.hold(1);
    const worker = await aWorker();
    await inTheScript.click('amy', 'Approve');
    await ledgerB.started(1);
    await worker.end('SIGKILL');
    await eventually('the end of the script', async () => !ledgerB.runs().some(isAlive), 2000);

    await aWorker();
    const all = [beforeTheScript, inTheScript, afterTheAnswer];
    const unknown = await Promise.all(all.map((asked) => asked.becomes('unknown')));
    for (const asked of all) {
      await asked.shows('Outcome unknown');
      await asked.says('run 1 was cut off while the script may have been talking to the CA');
    }
    await sleep(2500); // longer than the lease, the queue's search for lost jobs and several recoveries
    expect(unknown.map(({ run, why }) => [run, why])).toEqual(all.map(() => [1, 'lease-ended']));
    expect(await Promise.all(all.map((asked) => asked.read()))).toEqual(unknown);
    expect([ledgerA, ledgerB, ledgerC].map((ledger) => ledger.runs().length)).toEqual([0, 1, 1]);
    for (const asked of all) expect(await asked.thread()).toHaveLength(1);
  });

  it('after the store, before anybody was told, leaves the announcement to another process', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await killedAt(asked, 'after', 'request.run-issued');
    await asked.becomes('issued');
    expect(await theOneFile(asked)).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(1);
  });
});
