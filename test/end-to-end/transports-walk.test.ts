import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked } from '../builders/asked.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile, storesOf } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, threadOf, walkToCertificate } from '../builders/walks.js';

const csr = aCsr({ commonName: 'web.example.com', key: 'p256' });

describe.each<Transport>(['socket', 'http'])('over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;

  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    stores = storesOf(world);
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const add = async (values: Record<string, string | string[]>) => {
    await world.control.click('ada', 'Add parameter');
    await world.control.fill('ada', values);
    return world.control.submit('ada');
  };

  it('an admin defines a profile, an engineer requests, an approver approves, the certificate comes', async () => {
    const { control } = world;
    await control.command('ada', 'cert-requests', '/cert profile new');
    await control.fill('ada', { Name: 'walked', Script: 'local_ca', 'Approver groups': ['@pki-approvers'] });
    await add({ Name: 'ca_dir', Value: join(world.dir, 'walked-ca') });
    await add({ Name: 'ca_passphrase', Marks: ['Sensitive'] });
    await control.fill('ada', { Value: 'correct horse battery' });
    await control.submit('ada');
    await add({ Name: 'valid_days', Marks: ['Dynamic'] });
    await control.fill('ada', { Channel: 'cert-requests' });
    expect((await control.submit('ada')).view?.title).toBe('Profile saved');
    await control.close('ada');
    const wish = { profile: 'walked', csr: csr.pem, values: { valid_days: '30' } };
    const { pem, name, id } = await walkToCertificate(control, wish);
    const { publicKey } = new X509Certificate(pem);
    expect(publicKey.export({ type: 'spki', format: 'pem' })).toBe(csr.key.publicPem);
    expect(name).toBe('web.example.com.pem');
    await cardOf(control, id, 'Issued');
  });

  it('a submission that is refused says at each field what is wrong, and can be put right', async () => {
    const ledger = await aLedger(world);
    const profile = ledger.profile.version.settings.name;
    const refused = await requestCertificate(world.control, { profile, csr: 'not a CSR' });
    expect(refused.ok).toBe(false);
    expect(refused.errors?.['CSR as text']).toMatch(/./);
    await world.control.fill('eve', { 'CSR as text': ledger.csr });
    const id = requestIdIn(await world.control.submit('eve'));
    await cardOf(world.control, id);
    await world.control.close('eve');
  });

  it('two votes are counted, each once, however often Slack delivers them', async () => {
    const ledger = await aLedger(world, { approvalsRequired: 2 });
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await world.control.world('redeliver', {});
    await asked.shows('1 of 2');
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [{ decision: 'approve' }] });
    await asked.click('abe', 'Approve');
    await asked.becomes('issued');
    await asked.says('is ready');
    expect(ledger.runs()).toHaveLength(1);
  });

  it('a denial tells its reason in the thread, and leaves no vote to cast on the card', async () => {
    const asked = await anAsked(world, stores, await aLedger(world));
    await asked.click('amy', 'Deny');
    await world.control.fill('amy', { Reason: 'the name is not ours' });
    await world.control.submit('amy');
    await asked.becomes('denied');
    await asked.says('the name is not ours');
    const card = await asked.shows('Denied');
    expect(JSON.stringify(card.blocks)).not.toMatch(/"text":"(Approve|Deny)"/);
  });

  it('a run that failed is tried again when the requester presses Retry', async () => {
    const { name } = (await aSavedProfile(world, { scriptName: 'exits' })).version.settings;
    const id = requestIdIn(await requestCertificate(world.control, { profile: name, csr: csr.pem }));
    await world.control.close('eve');
    const where = async (says: string) => {
      const card = await cardOf(world.control, id, says);
      return { channel: 'cert-requests', ts: card.ts, card };
    };
    const { card, ...place } = await where('Approve');
    await world.control.click('amy', 'Approve', place);
    await where('Retry');
    await world.control.click('eve', 'Retry', place);
    await expect
      .poll(
        async () =>
          (await threadOf(world.control, card)).filter(({ text }) =>
            text.includes('not to accept the credentials'),
          ).length,
        { timeout: 15_000 },
      )
      .toBe(2);
  });
});
