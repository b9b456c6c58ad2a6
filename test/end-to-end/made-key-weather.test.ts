import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { askForKey, directMessage, directMessages, enterPassphrase } from '../builders/made-key-walks.js';
import { aLocalCaProfile, storesOf } from '../builders/saved-profile.js';
import { cardOf, requestIdIn, threadOf } from '../builders/walks.js';

describe('a made key', () => {
  let world: Countersign;
  let stores: Stores;
  let profile = '';

  beforeAll(async () => {
    world = await aCountersign();
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
    profile = (await aLocalCaProfile(world)).version.settings.name;
  });
  afterAll(() => world.close());

  const ask = async (user = 'eve') => {
    await askForKey(world.control, { profile, user, values: { valid_days: '30' } });
    const id = requestIdIn(await enterPassphrase(world.control, user));
    await world.control.close(user);
    return { id, card: await cardOf(world.control, id) };
  };
  const vote = (label: string, ts: string) =>
    world.control.click('amy', label, { channel: 'cert-requests', ts });
  const offerOf = (id: string, user = 'eve') =>
    eventually(`${user} is told that the key of ${id} waits`, async () =>
      (await directMessages(world.control, user)).find(({ text }) => text.includes(id)),
    );
  const press = async (id: string) => {
    const { ts } = await offerOf(id);
    await world.control.click('eve', 'Get the key', { channel: 'dm', ts });
    await eventually('the form', async () => (await world.control.top('eve'))?.callback_id === 'fetch-key');
    return enterPassphrase(world.control);
  };
  const stateOf = async (id: string) => (await stores.requests.read(id))?.madeKey?.state;

  it('is offered later when Slack does not take the message at first, once', async () => {
    await world.control.faults({ method: 'conversations.open', times: 2, status: 503 });
    const { id, card } = await ask();
    await vote('Approve', card.ts);
    await offerOf(id);
    const offers = (await directMessages(world.control, 'eve')).filter(({ text }) => text.includes(id));
    expect(offers).toHaveLength(1);
    expect(await stateOf(id)).toBe('held');
  });

  it('stays when Slack does not take the files, and can be fetched again', async () => {
    const { id, card } = await ask();
    await vote('Approve', card.ts);
    await offerOf(id);
    // Fetching asks first: the worker has said all it has to by then.
    await eventually('the certificate', async () =>
      (await threadOf(world.control, card)).find(({ files }) => files.length > 0),
    );
    await world.control.faults({
      method: 'files.completeUploadExternal',
      times: 20,
      error: 'internal_error',
    });
    const failed = await press(id);
    expect(JSON.stringify(failed.view)).toContain('Slack did not answer');
    expect(await stateOf(id)).toBe('held');
    await world.control.world('clear-faults', {});
    await world.control.close('eve');
    expect((await press(id)).view?.title).toBe('Key sent');
    await directMessage(world.control, 'eve', '.p12');
    expect(await stateOf(id)).toBe('fetched');
    await world.control.close('eve');
    const again = await world.control.click('eve', 'Get the key', {
      channel: 'dm',
      ts: (await offerOf(id)).ts,
    });
    expect(again.ok).toBe(false); // the button is gone
  });

  it('of a request that is denied is deleted, and its thread says so', async () => {
    const { id, card } = await ask();
    await vote('Deny', card.ts);
    await world.control.fill('amy', { Reason: 'no' });
    await world.control.submit('amy');
    await eventually('the thread says so', async () =>
      (await threadOf(world.control, card)).find(({ text }) => text.includes('deleted the key')),
    );
    expect(await stateOf(id)).toBe('deleted');
    const kept = await stores.madeKeys.kept();
    expect(kept.filter(({ request }) => request === id)).toEqual([]);
  });

  it('that nobody fetches in time is deleted, and the message and the thread say so', async () => {
    await Promise.all(world.processes.map((running) => running.end()));
    const env = { COUNTERSIGN_KEEP_MADE_KEYS_SECONDS: '3' };
    await Promise.all([world.start('bot', env), world.start('worker', env)]);
    const { id, card } = await ask('eli');
    await vote('Approve', card.ts);
    expect(JSON.stringify(await offerOf(id, 'eli'))).toContain('Get the key');
    await eventually('the thread says so', async () =>
      (await threadOf(world.control, card)).find(({ text }) => text.includes('nobody fetched')),
    );
    await eventually('the message has no button any more', async () => {
      const offer = await offerOf(id, 'eli');
      return offer.text.startsWith('Deleted') && !JSON.stringify(offer.blocks).includes('"button"');
    });
    expect(await stateOf(id)).toBe('deleted');
  });
});
