import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked, toldTo } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { requestIdIn } from '../builders/walks.js';

/** Only what people do makes a pending request follow its profile here; recovery is far away. */
const noRecovery = { COUNTERSIGN_RECONCILE_SECONDS: '600' };

describe('a profile that changes', () => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign(noRecovery);
    stores = storesOf(world);
    await world.start('bot');
  });
  afterAll(() => world.close());

  const change = async ({ profile: { id } }: Ledger, step: (profile: Profile) => Profile) => {
    const changed = await stores.profiles.update(id, (profile) => ({
      next: step(profile),
      audit: {
        ...{
          format: 1,
          at: Date.now(),
          actor: { system: 'test' },
          surface: 'demo',
          action: 'profile.changed',
        },
        ...{ subject: { kind: 'profile', id }, facts: {} },
      },
    }));
    expect(changed.kind).toBe('changed');
  };
  const newVersion = (ledger: Ledger, settings: Partial<ProfileSettings> = {}) =>
    change(ledger, (profile) => ({
      ...profile,
      version: {
        ...profile.version,
        number: profile.version.number + 1,
        settings: { ...profile.version.settings, description: 'changed', ...settings },
      },
    }));
  const end = (ledger: Ledger, status: 'disabled' | 'deleted') =>
    change(ledger, (profile) => ({ ...profile, status }));

  const openForm = async (ledger: Ledger) => {
    await world.control.command(
      'eve',
      'cert-requests',
      `/cert request ${ledger.profile.version.settings.name}`,
    );
    await eventually('the form', async () => (await world.control.top('eve'))?.callback_id === 'request');
    await world.control.fill('eve', { 'CSR as text': ledger.csr, Reason: 'for the shop' });
  };

  it('while the form is open shows it anew and sends nothing; sent again it counts', async () => {
    const ledger = await aLedger(world);
    await openForm(ledger);
    await newVersion(ledger);
    const seen = await world.control.submit('eve');
    expect(JSON.stringify(seen.view?.blocks)).toContain(
      'The profile changed to version 2 while this was open.',
    );
    expect(seen.view?.values).toMatchObject({ Reason: 'for the shop' });
    expect(await stores.requests.ofProfile(ledger.profile.id, 9)).toEqual([]);
    const id = requestIdIn(await world.control.submit('eve'));
    expect((await stores.requests.read(id))?.snapshot.profile.version).toBe(2);
    await world.control.close('eve');
  });

  it.each(['disabled', 'deleted'] as const)(
    'that is %s while the form is open: nothing is sent',
    async (status) => {
      const ledger = await aLedger(world);
      await openForm(ledger);
      await end(ledger, status);
      const seen = await world.control.submit('eve');
      expect(JSON.stringify(seen.view?.blocks)).toContain('This profile is not there any more.');
      expect(await stores.requests.ofProfile(ledger.profile.id, 9)).toEqual([]);
      await world.control.close('eve');
    },
  );

  it('voids the votes of a pending request, says so, and no click on the old card counts', async () => {
    const ledger = await aLedger(world, { approvalsRequired: 2 });
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await asked.shows('1 of 2');
    await newVersion(ledger);
    await world.control.faults({ method: 'chat.update', status: 500, times: 99 });
    await asked.click('abe', 'Approve');
    await toldTo(world.control, 'abe', 'the request changed after this card was drawn');
    await asked.says('The profile changed (version 1 → 2), so earlier votes do not count any more.');
    const renewed = await asked.read();
    expect(renewed).toMatchObject({ status: 'pending', voidings: [{ from: 1, to: 2 }] });
    await asked.click('amy', 'Approve');
    await toldTo(world.control, 'amy', 'the request changed after this card was drawn');
    expect(await asked.read()).toEqual(renewed);
    await world.control.world('clear-faults', {});
    await asked.shows('0 of 2');
    await asked.click('amy', 'Approve');
    await asked.click('abe', 'Approve');
    await asked.becomes('approved');
  });

  it.each(['disabled', 'deleted'] as const)(
    'that is %s cancels a pending request at the next vote',
    async (status) => {
      const ledger = await aLedger(world);
      const asked = await anAsked(world, stores, ledger);
      await end(ledger, status);
      await asked.click('amy', 'Approve');
      await asked.becomes('cancelled');
      await asked.shows('Cancelled');
      await asked.says(`this request was cancelled: its profile was ${status}`);
      await toldTo(world.control, 'amy', 'Your vote was not counted: this request was cancelled.');
    },
  );

  it('after the approval does not change what runs; disabled or deleted it runs no more', async () => {
    const ledgers = [await aLedger(world), await aLedger(world), await aLedger(world)] as const;
    const [changed, disabled, deleted] = ledgers;
    const asked = [];
    for (const ledger of ledgers) {
      const one = await anAsked(world, stores, ledger);
      await one.click('amy', 'Approve');
      await one.becomes('approved');
      asked.push(one);
    }
    await newVersion(changed, { parameters: [], script: { name: 'gone', hash: '0'.repeat(64) } });
    await end(disabled, 'disabled');
    await end(deleted, 'deleted');
    await world.start('worker');
    const [runs, stops, ends] = asked;
    expect(await runs?.becomes('issued')).toMatchObject({ snapshot: { profile: { version: 1 } } });
    await stops?.says('this request was cancelled: its profile was disabled');
    await ends?.says('this request was cancelled: its profile was deleted');
    await stops?.shows('Cancelled');
    expect(ledgers.map((ledger) => ledger.runs().length)).toEqual([1, 0, 0]);
  });
});
