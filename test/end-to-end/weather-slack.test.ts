import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked, askedFor } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

/** Bot and worker wait for Slack no longer than this. */
const TIMEOUT_MS = 1000;
const late = { delay_ms: TIMEOUT_MS + 300 };

const whenReady = [
  { method: 'chat.update', what: 'is answered 429', fault: { status: 429, retry_after: 1 } },
  { method: 'chat.update', what: 'is answered 500', fault: { status: 500 } },
  { method: 'chat.update', what: 'is cut off', fault: { drop: true } },
  { method: 'chat.update', what: 'takes too long', fault: late },
  { method: 'files.getUploadURLExternal', what: 'is answered 429', fault: { status: 429 } },
  { method: 'files.getUploadURLExternal', what: 'is answered 500', fault: { status: 500 } },
  { method: 'files.getUploadURLExternal', what: 'is cut off', fault: { drop: true } },
  { method: 'files.getUploadURLExternal', what: 'takes too long', fault: late },
  { method: 'upload', what: 'is answered 500', fault: { status: 500 } },
  { method: 'files.completeUploadExternal', what: 'is answered 429', fault: { status: 429 } },
  { method: 'files.completeUploadExternal', what: 'is answered 500', fault: { status: 500 } },
  { method: 'files.completeUploadExternal', what: 'is cut off', fault: { drop: true } },
  { method: 'files.completeUploadExternal', what: 'is done, the answer lost', fault: { drop: 'after' } },
  { method: 'files.completeUploadExternal', what: 'is done after we gave up', fault: late },
  { method: '*', what: 'is down for a while', fault: { status: 503, times: 5 } },
] as const;

const whenPosted = [
  { what: '429', fault: { status: 429, times: 2 } },
  { what: '500', fault: { status: 500, times: 2 } },
  { what: 'nothing', fault: { drop: true, times: 2 } },
] as const;

describe('Slack in bad weather', () => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_SLACK_TIMEOUT_SECONDS: String(TIMEOUT_MS / 1000) });
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const cardsOf = async (id: string) =>
    (await world.control.messages('cert-requests')).filter(
      ({ blocks, thread_ts }) =>
        thread_ts === undefined && JSON.stringify(blocks).includes(`Request \`${id}\``),
    );

  it.each(whenReady)(
    '$method $what when the certificate is ready: one card, one file',
    async ({ method, fault }) => {
      const ledger = await aLedger(world);
      ledger.hold(1);
      const asked = await anAsked(world, stores, ledger);
      await asked.click('amy', 'Approve');
      await ledger.started(1);
      await asked.shows('Issuing');
      await world.control.faults({ method, ...fault });
      ledger.letGo(1);
      const issued = await asked.becomes('issued');
      await asked.shows('Issued');
      await asked.says('is ready');
      await sleep('delay_ms' in fault ? 600 : 200);
      await world.control.world('clear-faults', {});
      expect(await cardsOf(asked.id)).toHaveLength(1);
      const files = (await asked.thread()).flatMap(({ files }) => files);
      expect(files).toHaveLength(1);
      expect(await world.control.file(files[0]?.id ?? '')).toBe(ledger.pem);
      expect(await asked.read()).toEqual(issued);
      expect(ledger.runs()).toHaveLength(1);
    },
  );

  it.each(whenPosted)(
    'answers $what to the first card: the request stands, and gets its one card',
    async ({ fault }) => {
      const ledger = await aLedger(world);
      await world.control.faults({ method: 'chat.postMessage', ...fault });
      const asked = await anAsked(world, stores, ledger);
      await sleep(300);
      expect(await cardsOf(asked.id)).toHaveLength(1);
      await asked.click('amy', 'Approve');
      await asked.becomes('issued');
      await asked.says('is ready');
    },
  );

  it('loses the answer to the first card: the card comes twice, and both decide the one request', async () => {
    const ledger = await aLedger(world);
    await world.control.faults({ method: 'chat.postMessage', drop: 'after' });
    const name = ledger.profile.version.settings.name;
    const id = requestIdIn(await requestCertificate(world.control, { profile: name, csr: ledger.csr }));
    const [lost, known] = await eventually('two cards', async () => {
      const [first, second] = await cardsOf(id);
      return first && second ? ([first, second] as const) : null;
    });
    await askedFor(world, stores, id, lost).click('amy', 'Approve');
    const asked = askedFor(world, stores, id, known);
    await asked.becomes('issued');
    await cardOf(world.control, id, 'Issued');
    await asked.says('is ready');
    expect(ledger.runs()).toHaveLength(1);
  });
});
