import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { askedFor } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { cardOf, requestIdIn, threadOf } from '../builders/walks.js';

describe('where a request is said', () => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign();
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterEach(() => world.control.close('eve'));
  afterAll(() => world.close());

  const ledgerFor = (place: Policy['place']) => aLedger(world, { policy: { ...openPolicy, place } });
  const nameOf = ({ profile }: Ledger) => profile.version.settings.name;
  /** What the form says about the profile when eve opens it in this channel. */
  const open = async (channel: string, ledger: Ledger) => {
    await world.control.command('eve', channel, `/cert request ${nameOf(ledger)}`);
    return eventually('the request form', async () => {
      const top = await world.control.top('eve');
      return top?.callback_id === 'request' && JSON.stringify(top.blocks);
    });
  };
  const send = async ({ csr }: Ledger) => {
    await world.control.fill('eve', { 'CSR as text': csr });
    return requestIdIn(await world.control.submit('eve'));
  };

  it('the channel of the command, once the bot is there: told before anything is sent', async () => {
    const { control } = world;
    const ledger = await ledgerFor('command-channel');
    const [random, own] = [
      await control.idOf('channels', 'random'),
      await control.idOf('channels', 'cert-requests'),
    ];
    const form = await open('random', ledger);
    expect(form).toContain(`I am not in <#${random}>, so this goes to <#${own}>.`);
    expect(form).toContain('/invite @countersign');
    await cardOf(control, await send(ledger), 'Waiting for approval', 'cert-requests');
    await control.close('eve');
    await control.command('eli', 'random', '/invite countersign');
    const other = await ledgerFor('command-channel');
    expect(await open('random', other)).toContain(`Goes to <#${random}>`);
    const id = await send(other);
    expect(JSON.stringify((await control.top('eve'))?.blocks)).toContain(`was sent to <#${random}>`);
    const card = await cardOf(control, id, 'Waiting for approval', 'random');
    await control.click('amy', 'Approve', { channel: 'random', ts: card.ts });
    await eventually('the file in the thread', async () =>
      (await threadOf(control, card, 'random')).some(({ files }) => files.length > 0),
    );
  });

  it('a direct message for the result, and the channel of the profile for the card', async () => {
    const { control } = world;
    const ledger = await ledgerFor('direct-message');
    expect(await open('cert-requests', ledger)).toContain('the certificate to you directly');
    const id = await send(ledger);
    const card = await cardOf(control, id);
    await control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
    const { snapshot } = await askedFor(world, stores, id, card).becomes('issued');
    const file = await eventually('the file for eve', async () =>
      (await control.messages('@eve')).find(({ files }) => files[0]?.name === `${snapshot.commonName}.pem`),
    );
    expect(file.text).toContain(id);
    await cardOf(control, id, 'Issued');
    expect((await threadOf(control, card)).flatMap(({ files }) => files)).toEqual([]);
  });

  it('the channel again, when the card had gone to the requester alone', async () => {
    const { control } = world;
    const ledger = await ledgerFor('profile-channel');
    await open('cert-requests', ledger);
    await control.world('kick', { channel: 'cert-requests' });
    const id = await send(ledger);
    const astray = await cardOf(control, id, 'I cannot post in the channel of this profile', '@eve');
    await control.world('invite', { channel: 'cert-requests' });
    const card = await cardOf(control, id, 'Waiting for approval');
    const left = await eventually('the old card to say where it went', async () =>
      (await control.messages('@eve')).find(
        ({ ts, blocks }) => ts === astray.ts && JSON.stringify(blocks).includes('This one does nothing'),
      ),
    );
    expect(JSON.stringify(left.blocks)).not.toContain('Approve');
    await control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
    await askedFor(world, stores, id, card).becomes('issued');
  });

  it('one card: another one that is clicked counts by what it shows, and is taken away', async () => {
    const { control } = world;
    const ledger = await ledgerFor('profile-channel');
    ledger.hold(1);
    await open('cert-requests', ledger);
    const id = await send(ledger);
    const first = await cardOf(control, id);
    const thread = await stores.threads.read(id);
    if (!thread) throw new Error('no thread');
    await stores.threads.save({ ...thread, place: null });
    await stores.requests.update(id, (request) => ({
      next: { ...request, reason: 'posted twice' },
      audit: {
        ...{ format: 1, at: 1, actor: { system: 'test' }, surface: 'worker', action: 'request.tested' },
        ...{ subject: { kind: 'request', id }, facts: {} },
      },
    }));
    const second = await eventually('a second card', async () =>
      (await control.messages('cert-requests')).find(
        ({ ts, blocks }) => ts !== first.ts && JSON.stringify(blocks).includes(id),
      ),
    );
    await control.click('amy', 'Approve', { channel: 'cert-requests', ts: first.ts });
    const asked = askedFor(world, stores, id, second);
    await asked.becomes('issuing');
    const left = await eventually('the first card to be taken away', async () =>
      (await control.messages('cert-requests')).find(
        ({ ts, blocks }) => ts === first.ts && JSON.stringify(blocks).includes('continued here'),
      ),
    );
    expect(JSON.stringify(left.blocks)).not.toContain('Approve');
    ledger.letGo(1);
    await asked.becomes('issued');
    await asked.shows('Issued');
  });
});
