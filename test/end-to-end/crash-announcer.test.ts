import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';

const steps = [
  { method: 'files.completeUploadExternal', what: 'while Slack makes the file visible' },
  { method: 'chat.update', what: 'before the card says so' },
] as const;

describe('a process that is killed while it announces a certificate', () => {
  let world: Countersign;
  let stores: Stores;
  let all: Process;

  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_LEASE_SECONDS: '1.5', COUNTERSIGN_LEASE_RENEW_SECONDS: '0.3' });
    stores = storesOf(world);
    all = await world.start('all');
  });
  afterAll(() => world.close());

  const killedIn = async (method: string, asked: Asked, ledger: Ledger) => {
    ledger.hold(1);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    await asked.shows('Issuing');
    await world.control.faults({ method, delay_ms: 2500 });
    ledger.letGo(1);
    await asked.becomes('issued');
    const known = () => stores.threads.read(asked.id);
    await eventually(`the announcement to be in ${method}`, async () => {
      const thread = await known();
      if (method === 'files.completeUploadExternal')
        return thread?.uploads && Object.keys(thread.uploads).length > 0;
      return method !== 'chat.update' || Object.hasOwn(thread?.announced ?? {}, 'certificate');
    });
    await sleep(50);
    await all.end('SIGKILL');
  };

  it.each(steps)('$what: another one goes on, one card and one file', async ({ method }) => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await killedIn(method, asked, ledger);
    all = await world.start('all');
    await asked.shows('Issued');
    const { files } = await asked.says('is ready');
    await sleep(1000);
    expect(await world.control.file(files[0]?.id ?? '')).toBe(ledger.pem);
    expect((await asked.thread()).flatMap((message) => message.files)).toHaveLength(1);
    const cards = (await world.control.messages('cert-requests')).filter(
      ({ blocks, thread_ts }) => thread_ts === undefined && JSON.stringify(blocks).includes(asked.id),
    );
    expect(cards).toHaveLength(1);
    expect(ledger.runs()).toHaveLength(1);
  });
});
