import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Message } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aCsr, aKey } from '../builders/pki.js';
import { aLocalCaProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, walkToCertificate } from '../builders/walks.js';

const values = { valid_days: '90' };
const names = Array.from({ length: 100 }, (_, index) => `host-${index}.service.example.com`);
// Made before the local Slack runs in this process: the key takes seconds.
const big = aCsr({ commonName: names[0] ?? '', names, key: 'rsa4096' }).pem;

describe.each<Transport>(['socket', 'http'])('what an approver is shown over %s', (transport) => {
  let world: Countersign;
  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    await aLocalCaProfile(world, { name: 'web' });
    await world.start('all');
  });
  afterAll(() => world.close());

  const ask = async (csr: string, user = 'eve') => {
    const id = requestIdIn(
      await requestCertificate(world.control, { profile: 'web', csrFile: csr, user, values }),
    );
    await world.control.close(user);
    return { id, card: await cardOf(world.control, id) };
  };
  const textOf = (card: Message) => JSON.stringify(card.blocks);
  const details = async (user: string, card: Message) => {
    const seen = await world.control.click(user, 'Details', { channel: 'cert-requests', ts: card.ts });
    expect(seen.ok).toBe(true);
    return eventually('the details', async () => {
      const top = await world.control.top(user);
      return top && JSON.stringify(top.blocks).includes('Digest') ? top : null;
    });
  };

  it('is how a request differs from the last certificate, and that its key was somebody else’s', async () => {
    const key = aKey('p256');
    const first = aCsr({ commonName: 'shop.example.com', names: ['shop.example.com'], key }).pem;
    const { id } = await walkToCertificate(world.control, { profile: 'web', csr: first, values });
    await world.control.close('eve');
    const more = aCsr({
      commonName: 'shop.example.com',
      names: ['shop.example.com', 'www.example.com'],
      key,
    });
    const { card } = await ask(more.pem, 'eli');
    const shown = textOf(card);
    expect(shown).toContain('adds 1 name (www.example.com), same key, same profile');
    expect(shown).toContain('Key used before: ');
    expect(shown).toContain(id);
    expect(card.text).toMatch(/\d points? needs? attention\.$/);
    const view = await details('amy', card);
    expect(JSON.stringify(view.blocks)).toContain('BEGIN CERTIFICATE REQUEST');
    await world.control.close('amy');
  });

  it('is everything in Details, for whoever sees the card, an outsider too', async () => {
    const { card } = await ask(big);
    for (const user of ['eve', 'zoe']) {
      const view = await details(user, card);
      for (const name of names) expect(JSON.stringify(view.blocks)).toContain(name);
      await world.control.close(user);
    }
  });
});
