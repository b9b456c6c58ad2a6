import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked, toldTo } from '../builders/asked.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

describe('votes', () => {
  let world: Countersign;
  let stores: Stores;
  const user: Record<string, string> = {};

  beforeAll(async () => {
    world = await aCountersign();
    stores = storesOf(world);
    for (const { id, name } of (await world.control.state()).users) user[name] = id;
    await Promise.all([world.start('bot'), world.start('bot'), world.start('worker'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const approvalsOf = async (asked: Asked) => (await asked.read()).votes.map(({ approver }) => approver);

  const issuedOnce = async (asked: Asked, ledger: Ledger) => {
    await asked.becomes('issued');
    await asked.shows('Issued');
    await asked.says('is ready');
    await sleep(300);
    expect(ledger.runs()).toHaveLength(1);
    expect((await asked.thread()).flatMap(({ files }) => files)).toHaveLength(1);
  };

  it('a double click on Approve is one vote and one run', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await Promise.all([asked.click('amy', 'Approve'), asked.click('amy', 'Approve')]);
    await issuedOnce(asked, ledger);
    expect(await approvalsOf(asked)).toEqual([user.amy]);
    await toldTo(world.control, 'amy', 'You voted already');
  });

  it('two approvers at once, one needed, are one run; the second hears that it is decided', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await Promise.all([asked.click('amy', 'Approve'), asked.click('abe', 'Approve')]);
    await issuedOnce(asked, ledger);
    const [winner] = await approvalsOf(asked);
    const second = winner === user.amy ? 'abe' : 'amy';
    await toldTo(world.control, second, 'Your vote was not counted: this request');
  });

  it('two approvers at once, two needed, are two votes and one run', async () => {
    const ledger = await aLedger(world, { approvalsRequired: 2 });
    const asked = await anAsked(world, stores, ledger);
    await Promise.all([asked.click('amy', 'Approve'), asked.click('abe', 'Approve')]);
    await issuedOnce(asked, ledger);
    expect((await approvalsOf(asked)).sort()).toEqual([user.amy, user.abe].sort());
  });

  it('one person cannot be two approvers', async () => {
    const ledger = await aLedger(world, { approvalsRequired: 2 });
    const asked = await anAsked(world, stores, ledger);
    await Promise.all([asked.click('abe', 'Approve'), asked.click('abe', 'Approve')]);
    await asked.click('abe', 'Approve');
    await toldTo(world.control, 'abe', 'You voted already (approve). One vote each.');
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [{ approver: user.abe }] });
    await asked.shows('1 of 2');
    expect(ledger.runs()).toHaveLength(0);
  });

  it('an envelope delivered twice is one vote', async () => {
    const ledger = await aLedger(world, { approvalsRequired: 2 });
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await world.control.world('redeliver', {});
    await world.control.world('redeliver', {});
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [{ approver: user.amy }] });
  });

  it('a submission delivered twice is one request with one card', async () => {
    const ledger = await aLedger(world);
    const profile = ledger.profile.version.settings.name;
    const seen = await requestCertificate(world.control, { profile, csr: ledger.csr });
    const id = requestIdIn(seen);
    for (const _ of [1, 2]) expect(await world.control.world('redeliver', {})).toMatchObject({ ok: true });
    await cardOf(world.control, id);
    await sleep(500);
    expect(await stores.requests.ofProfile(ledger.profile.id, 10)).toEqual([id]);
    const cards = (await world.control.messages('cert-requests')).filter(({ blocks }) =>
      JSON.stringify(blocks).includes(ledger.profile.version.settings.name),
    );
    expect(cards).toHaveLength(1);
    expect((await stores.requests.read(id))?.revision).toBe(1);
  });
});
