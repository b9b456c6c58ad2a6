import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Request } from '../../src/domain/request.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked, toldTo } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';

const who = 'It can be decided by';

const refused = [
  { user: 'eve', why: 'the requester', words: 'You cannot decide on your own request.' },
  { user: 'eli', why: 'somebody who is no approver', words: 'You are not an approver of this profile.' },
  { user: 'ada', why: 'an admin who is no approver', words: 'You are not an approver of this profile.' },
  { user: 'gus', why: 'a guest', words: 'Guests cannot do this here.' },
  { user: 'zoe', why: 'an outsider', words: 'Only members of this workspace can do this.' },
] as const;

describe('a vote by', () => {
  let world: Countersign;
  let stores: Stores;
  let asked: Asked;
  let pending: Request;
  let ledger: Ledger;

  beforeAll(async () => {
    world = await aCountersign();
    stores = storesOf(world);
    ledger = await aLedger(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
    asked = await anAsked(world, stores, ledger);
    pending = await asked.read();
  });
  afterAll(() => world.close());

  it.each(refused)('$why is refused, with words that say why and who can', async ({ user, words }) => {
    await asked.click(user, 'Approve');
    const told = await toldTo(world.control, user, words);
    expect(told.text).toContain(
      `${who} <!subteam^${await world.control.idOf('usergroups', 'pki-approvers')}>`,
    );
    expect(await asked.read()).toEqual(pending);
  });

  it.each(refused)('$why does not deny either', async ({ user, words }) => {
    await asked.click(user, 'Deny');
    await eventually('the form', async () => (await world.control.top(user))?.callback_id === 'denial');
    await world.control.fill(user, { Reason: 'because' });
    const seen = await world.control.submit(user);
    expect(JSON.stringify(seen.view?.blocks)).toContain(words);
    expect(await asked.read()).toEqual(pending);
    await world.control.close(user);
  });
});
