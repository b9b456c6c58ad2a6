import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';

/** Only the due times act here; recovery is far away. */
const soon = {
  ...{ COUNTERSIGN_RECONCILE_SECONDS: '600', COUNTERSIGN_TICK_SECONDS: '0.2' },
  ...{ COUNTERSIGN_REMIND_SECONDS: '1', COUNTERSIGN_APPROVER_CHECK_SECONDS: '0.5' },
};

describe('a request that waits', () => {
  let world: Countersign;
  let stores: Stores;
  let bot: Process;

  beforeAll(async () => {
    world = await aCountersign(soon);
    stores = storesOf(world);
    bot = await world.start('bot');
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const ask = async (ledger: Ledger) => anAsked(world, stores, ledger);
  const waiting = (pendingExpiryMs: number) => ({ policy: { ...openPolicy, pendingExpiryMs } });

  it('is remembered in its thread at a spacing that grows, then expires on time, with a restart in between', async () => {
    const asked = await ask(await aLedger(world, waiting(5000)));
    const { createdAt } = await asked.read();
    const first = await asked.says('this request still waits for 1 vote');
    expect(first.text).toContain(`<!subteam^${await world.control.idOf('usergroups', 'pki-approvers')}>`);
    await bot.end();
    await world.start('bot');
    const expired = await asked.becomes('expired', 12_000);
    const { reminders } = expired;
    expect(reminders.map((at) => Math.floor((at - createdAt) / 1000))).toEqual([1, 3]);
    expect(expired.expiredAt - createdAt).toBeLessThan(7000);
    await asked.says('this request expired');
    expect((await asked.thread()).filter(({ text }) => text.includes('still waits'))).toHaveLength(2);
  });

  it('says that the threshold cannot be reached once an approver has left, and whom to ask', async () => {
    const { control } = world;
    const asked = await ask(await aLedger(world, { approvalsRequired: 2, ...waiting(600_000) }));
    await asked.click('amy', 'Approve');
    await asked.shows('1 of 2');
    await control.world('deactivate', { user: 'abe' });
    const said = await asked.says('nobody can still vote on it');
    expect(said.text).toContain(`<!subteam^${await control.idOf('usergroups', 'pki-admins')}>`);
    expect(await asked.read()).toMatchObject({ status: 'pending', blocked: { able: 0, needed: 1 } });
    await control.world('deactivate', { user: 'abe', deactivated: false });
    await eventually(
      'it can be reached again',
      async () => (await asked.read()).status === 'pending' && !(await asked.read()).blocked,
    );
  });

  it('for room among the runs of its profile is run as soon as the one before has ended', async () => {
    const ledger = await aLedger(world, { policy: { ...openPolicy, runsAtOnce: 1 } });
    ledger.hold(1);
    const [first, second] = [await ask(ledger), await ask(ledger)];
    await first.click('amy', 'Approve');
    await ledger.started(1);
    await second.click('amy', 'Approve');
    await second.becomes('approved');
    await second.shows('waiting for a worker');
    expect(ledger.runs()).toHaveLength(1);
    const letGo = Date.now();
    ledger.letGo(1);
    await first.becomes('issued');
    await second.becomes('issued', 5000);
    expect(Date.now() - letGo).toBeLessThan(5000);
    expect(ledger.runs()).toHaveLength(2);
  });
});
