import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const lost = [
  { what: 'the bot was kicked from the channel', channel: 'cert-requests', undo: 'invite', act: 'kick' },
  { what: 'the bot was kicked from a private channel', channel: 'secops', undo: 'invite', act: 'kick' },
  { what: 'the channel was archived', channel: 'cert-requests', undo: 'archive', act: 'archive' },
] as const;

describe("the profile's channel", () => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign();
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const directFiles = async (commonName: string) =>
    (await world.control.messages('@eve')).filter(({ files }) => files[0]?.name === `${commonName}.pem`);

  it.each(lost)('$what meanwhile: the requester gets the file directly', async ({ channel, act, undo }) => {
    const ledger = await aLedger(world, { channel: await world.control.idOf('channels', channel) });
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger, channel);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    await asked.shows('Issuing');
    expect(await world.control.world(act, { channel })).toMatchObject({ ok: true });
    ledger.letGo(1);
    const { snapshot } = await asked.becomes('issued');
    await eventually('a file for eve', async () => (await directFiles(snapshot.commonName)).length > 0);
    await eventually(
      'nothing left to announce',
      async () => (await stores.requests.dueAnnouncements(9)).length === 0,
    );
    const messages = await directFiles(snapshot.commonName);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain('is ready');
    expect(await world.control.file(messages[0]?.files[0]?.id ?? '')).toBe(ledger.pem);
    expect((await asked.thread()).flatMap(({ files }) => files)).toHaveLength(0);
    await world.control.world(undo, undo === 'archive' ? { channel, archived: false } : { channel });
  });

  it('without the bot is a fault at the field that says what to type; then the same form works', async () => {
    const ledger = await aLedger(world, { channel: await world.control.idOf('channels', 'random') });
    const profile = ledger.profile.version.settings.name;
    const refused = await requestCertificate(world.control, { profile, csr: ledger.csr });
    expect(refused.errors?.Profile).toMatch(/I am not in the channel of this profile\. Type \/invite/);
    expect(await stores.requests.ofProfile(ledger.profile.id, 9)).toEqual([]);
    await world.control.command('eli', 'random', '/invite countersign');
    const id = requestIdIn(await world.control.submit('eve'));
    await cardOf(world.control, id, 'Waiting for approval', 'random');
    await world.control.close('eve');
  });

  it('that turns the card away leaves it to a direct message that says so', async () => {
    const ledger = await aLedger(world);
    await world.control.faults({ method: 'chat.postMessage', error: 'not_in_channel' });
    const profile = ledger.profile.version.settings.name;
    const id = requestIdIn(await requestCertificate(world.control, { profile, csr: ledger.csr }));
    await cardOf(world.control, id, 'I cannot post in the channel of this profile', '@eve');
    await world.control.close('eve');
  });
});
