import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/domain/audit-entry.js';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked, toldTo } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';

describe.each<Transport>(['socket', 'http'])('deciding over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const ask = async (policy: Partial<Policy> = {}, approvalsRequired = 1): Promise<Asked> =>
    anAsked(world, stores, await aLedger(world, { approvalsRequired, policy: { ...openPolicy, ...policy } }));
  const modal = async (user: string, title: string) => {
    await eventually(`${title} for ${user}`, async () => (await world.control.top(user))?.title === title);
  };
  const send = async (user: string, reason: string) => {
    await world.control.fill(user, { Reason: reason });
    return world.control.submit(user);
  };

  it('Approve counts at once; with a reason when that is sent, and the thread keeps it', async () => {
    const asked = await ask({}, 2);
    await asked.click('amy', 'Approve');
    await asked.shows('1 of 2');
    await asked.click('abe', 'Approve with a reason');
    await modal('abe', 'Approve request');
    expect(await send('abe', ' \n ')).toMatchObject({ ok: false });
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [{}] });
    await send('abe', 'checked <!channel> with the *shop*');
    await asked.becomes('issued');
    await asked.says('approved: checked &lt;!channel&gt; with the *shop*');
  });

  it('Approve asks for the reason where the profile demands one', async () => {
    const asked = await ask({ reasons: { request: 'optional', approve: 'mandatory', deny: 'mandatory' } });
    expect(JSON.stringify(asked.card.blocks)).not.toContain('Approve with a reason');
    await asked.click('amy', 'Approve');
    await modal('amy', 'Approve request');
    expect(await asked.read()).toMatchObject({ votes: [] });
    await send('amy', 'all fine');
    expect(await asked.becomes('issued')).toMatchObject({ votes: [{ reason: 'all fine' }] });
    const other = await ask({ reasons: { request: 'optional', approve: 'optional', deny: 'mandatory' } });
    await other.click('amy', 'Deny');
    await modal('amy', 'Deny request');
    expect((await send('amy', '')).ok).toBe(false);
    await send('amy', 'wrong name');
    await other.says('denied this request: wrong name');
  });

  it('a private key is no reason', async () => {
    const asked = await ask();
    await asked.click('amy', 'Approve with a reason');
    await modal('amy', 'Approve request');
    const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';
    expect((await send('amy', key)).errors?.Reason).toContain('private key');
    expect(await asked.read()).toMatchObject({ votes: [] });
    await world.control.close('amy');
  });

  it('a vote can be taken back before the threshold, by whoever cast it', async () => {
    const asked = await ask({}, 2);
    expect(JSON.stringify(asked.card.blocks)).not.toContain('Withdraw my vote');
    await asked.click('amy', 'Approve');
    await asked.shows('Withdraw my vote');
    await asked.click('abe', 'Withdraw my vote');
    await toldTo(world.control, 'abe', 'You have no vote here');
    await Promise.all([asked.click('amy', 'Withdraw my vote'), asked.click('amy', 'Withdraw my vote')]);
    await asked.shows('0 of 2');
    await asked.says('took back their vote (approve)');
    expect((await asked.thread()).filter(({ text }) => text.includes('took back'))).toHaveLength(1);
    await asked.click('amy', 'Approve');
    await asked.click('abe', 'Approve');
    await asked.becomes('issued');
  });

  it('its requester and admins cancel a request, nobody else', async () => {
    const [own, other] = [await ask(), await ask()];
    for (const user of ['amy', 'eli']) {
      await own.click(user, 'Cancel request');
      await toldTo(world.control, user, 'or an admin can cancel this');
    }
    await own.click('zoe', 'Cancel request');
    await toldTo(world.control, 'zoe', 'Only members of this workspace');
    await own.click('eve', 'Cancel request');
    await own.shows('who asked for it, called it off');
    await own.says('who asked for it, called it off');
    await other.click('ben', 'Cancel request');
    await other.shows('an admin, called it off');
    expect(await other.becomes('cancelled')).toMatchObject({ sealed: {}, why: 'by-admin' });
  });

  it('an admin breaks glass where the profile allows it, loudly', async () => {
    const { control } = world;
    const amy = await control.idOf('users', 'amy');
    const policy = { ...openPolicy, breakGlass: true };
    const approvers = { users: [amy], groups: [await control.idOf('usergroups', 'pki-approvers')] };
    const asked = await anAsked(
      world,
      stores,
      await aLedger(world, { approvalsRequired: 2, policy, approvers }),
    );
    await asked.click('amy', 'Break glass');
    await eventually('the notice', async () =>
      JSON.stringify((await control.top('amy'))?.blocks).includes(
        'Only an admin can approve a request alone',
      ),
    );
    await control.close('amy');
    await asked.click('ben', 'Break glass');
    await eventually('the form', async () => (await control.top('ben'))?.callback_id === 'break-glass');
    expect((await send('ben', '')).ok).toBe(false);
    await send('ben', 'the shop is down');
    await asked.becomes('issued');
    const said = await asked.says('Break glass');
    expect(said.text).toContain('Reason: the shop is down');
    expect(said.text).toContain(`<@${amy}> and <!subteam^${approvers.groups[0]}>`);
    await eventually('amy is told directly', async () =>
      (await control.state('amy')).channels.some(({ messages }) =>
        messages.some(
          ({ text, thread_ts }) => !thread_ts && text.includes('You are an approver of the profile'),
        ),
      ),
    );
    const plain = await ask();
    expect(JSON.stringify(plain.card.blocks)).not.toContain('Break glass');
  });

  it('what the profile no longer allows is not approved, and the approver hears the rules', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    const names = { ...openPolicy.names, allowed: ['.example.net'], mostNames: 1 };
    await stores.profiles.update(ledger.profile.id, (profile) => {
      const { version } = profile;
      const settings = { ...version.settings, policy: { ...openPolicy, names } };
      const audit: AuditEntry = {
        ...{
          format: 1,
          at: Date.now(),
          actor: { system: 'test' },
          surface: 'demo',
          action: 'profile.changed',
        },
        ...{ subject: { kind: 'profile', id: profile.id }, facts: {} },
      };
      return { next: { ...profile, version: { ...version, number: 2, settings } }, audit };
    });
    await asked.says('The profile changed (version 1 → 2)');
    await asked.shows('version 2');
    await asked.click('amy', 'Approve');
    const told = await toldTo(world.control, 'amy', 'The profile does not allow this request');
    expect(told.text).toContain('not among the names that this profile allows: *.example.net');
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [] });
  });

  it('nobody approves for a requester who was deactivated; the result of one approved before reaches the thread', async () => {
    const asked = await ask();
    const deactivate = (deactivated: boolean) =>
      world.control.world('deactivate', { user: 'eve', deactivated });
    await deactivate(true);
    await asked.click('amy', 'Approve');
    await toldTo(world.control, 'amy', 'is deactivated, so this request cannot be approved');
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [] });
    await deactivate(false);
    await asked.click('amy', 'Approve');
    await deactivate(true);
    await asked.becomes('issued');
    await eventually('the file', async () => (await asked.thread()).some(({ files }) => files.length > 0));
    await deactivate(false);
  });

  it('a vote of an approver who was deactivated a moment ago does not count', async () => {
    const asked = await ask();
    await world.control.world('deactivate', { user: 'abe' });
    const seen = await asked.click('abe', 'Approve');
    expect(seen.ok).toBe(false);
    await world.control.world('deactivate', { user: 'abe', deactivated: false });
    expect(await asked.read()).toMatchObject({ votes: [] });
  });
});
