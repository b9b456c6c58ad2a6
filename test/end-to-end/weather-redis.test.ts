import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../src/errors.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked, toldTo } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { requestIdIn } from '../builders/walks.js';

const words = errors['store-unavailable'].userText;
const SLACK_WAITS_MS = 3000;

/** How long it took, beside what it gave. */
async function timed<T>(work: Promise<T>): Promise<{ readonly gave: T; readonly ms: number }> {
  const start = performance.now();
  const gave = await work;
  return { gave, ms: performance.now() - start };
}

describe('while Redis is down', () => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_RECONCILE_SECONDS: '3' });
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const outage = async <T>(during: () => Promise<T>): Promise<T> => {
    await world.redis.stop('SIGKILL');
    try {
      return await during();
    } finally {
      await world.redis.start();
      await eventually('the store of the test', () =>
        stores.client.command((redis) => redis.ping()).catch(() => null),
      );
    }
  };

  it('a command is answered where it was typed, in time', async () => {
    const { ms } = await outage(() =>
      timed(
        (async () => {
          await world.control.command('eve', 'cert-requests', '/cert request');
          await eventually('the words in the modal', async () =>
            JSON.stringify((await world.control.top('eve'))?.blocks).includes(words),
          );
        })(),
      ),
    );
    expect(ms).toBeLessThan(SLACK_WAITS_MS);
    await world.control.close('eve');
    const { ms: listMs } = await outage(() =>
      timed(
        (async () => {
          await world.control.command('eve', 'cert-requests', '/cert profile list');
          await toldTo(world.control, 'eve', words);
        })(),
      ),
    );
    expect(listMs).toBeLessThan(SLACK_WAITS_MS);
  });

  it('a request form keeps what was typed and says so at a field; sent again afterwards it works', async () => {
    const ledger = await aLedger(world);
    const name = ledger.profile.version.settings.name;
    await world.control.command('eve', 'cert-requests', `/cert request ${name}`);
    await eventually('the form', async () => (await world.control.top('eve'))?.callback_id === 'request');
    await world.control.fill('eve', { 'CSR as text': ledger.csr, Reason: 'for the shop' });
    const { gave: seen, ms } = await outage(() => timed(world.control.submit('eve')));
    expect(ms).toBeLessThan(SLACK_WAITS_MS);
    expect(seen).toMatchObject({ ok: false, errors: { Profile: words } });
    expect(seen.view?.values).toMatchObject({ Reason: 'for the shop' });
    expect(await stores.requests.ofProfile(ledger.profile.id, 10)).toEqual([]);
    const sent = await eventually('the request to be sent', async () => {
      const again = await world.control.submit('eve');
      return again.ok && again;
    });
    const id = requestIdIn(sent);
    expect(await stores.requests.ofProfile(ledger.profile.id, 10)).toEqual([id]);
    await world.control.close('eve');
  });

  it('a vote is not counted and the voter is told; clicked again afterwards it counts', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    const pending = await asked.read();
    const { ms } = await outage(() =>
      timed(asked.click('amy', 'Approve').then(() => toldTo(world.control, 'amy', words))),
    );
    expect(ms).toBeLessThan(SLACK_WAITS_MS);
    expect(await asked.read()).toEqual(pending);

    await asked.click('abe', 'Deny');
    await eventually('the form', async () => (await world.control.top('abe'))?.callback_id === 'denial');
    await world.control.fill('abe', { Reason: 'not today' });
    const { gave: denial, ms: denialMs } = await outage(() => timed(world.control.submit('abe')));
    expect(denialMs).toBeLessThan(SLACK_WAITS_MS);
    expect(denial.errors).toEqual({ Reason: words });
    expect(await asked.read()).toEqual(pending);

    await eventually('the vote to count', async () => {
      await asked.click('amy', 'Approve');
      return (await asked.read()).status !== 'pending';
    });
    await asked.becomes('issued');
    await asked.says('is ready');
    expect(ledger.runs()).toHaveLength(1);
  });

  it('the answer of the CA waits for the store and is not lost', async () => {
    const ledger = await aLedger(world);
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    await outage(async () => {
      ledger.letGo(1);
      await eventually('the answer of the CA', async () => ledger.ended() === 1);
      await sleep(1500);
    });
    await asked.becomes('issued');
    await asked.shows('Issued');
    const { files } = await asked.says('is ready');
    expect(await world.control.file(files[0]?.id ?? '')).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(1);
  });

  it('nothing that was recorded is lost, however it ended', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    const [request, profile] = [await asked.read(), await stores.profiles.read(ledger.profile.id)];
    const issued = await stores.requests.inState('issued', Date.now(), 100);
    await outage(async () => undefined);
    expect(await asked.read()).toEqual(request);
    expect(await stores.profiles.read(ledger.profile.id)).toEqual(profile);
    expect(await stores.requests.inState('issued', Date.now(), 100)).toEqual(issued);
    expect(issued.length).toBeGreaterThan(1);
    await asked.click('amy', 'Approve');
    await asked.becomes('issued');
    await asked.says('is ready');
  });
});
