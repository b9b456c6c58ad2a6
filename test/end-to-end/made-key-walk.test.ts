import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import {
  askForKey,
  directMessage,
  directMessages,
  enterPassphrase,
  passphrase,
} from '../builders/made-key-walks.js';
import { openssl } from '../builders/pki-openssl.js';
import { aLocalCaProfile, storesOf } from '../builders/saved-profile.js';
import { isFound, placesOf } from '../builders/secret-places.js';
import { cardOf, certificateFileOf, requestIdIn, threadOf } from '../builders/walks.js';

/** Bytes as they are, as hex, and as base64 with anything before them. */
function writtenForms(bytes: Buffer): readonly string[] {
  const coded = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const forUrls = coded.map((digits) => digits.replaceAll('+', '-').replaceAll('/', '_'));
  return [bytes.toString('latin1'), bytes.toString('hex'), ...coded, ...forUrls];
}

describe.each<Transport>(['socket', 'http'])('a key that Countersign makes, over %s', (transport) => {
  let world: Countersign;
  let profile = '';
  let id = '';
  let keyPem = '';

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' }, { transport });
    await Promise.all([world.start('bot'), world.start('worker')]);
    profile = (await aLocalCaProfile(world)).version.settings.name;
  });
  afterAll(() => world.close());

  const dm = (words: string) => directMessage(world.control, 'eve', words);
  const press = async (label: string) => {
    const { ts } = await dm('waits for you');
    return world.control.click('eve', label, { channel: 'dm', ts });
  };

  it('is asked for without a CSR, and made once a good passphrase is entered', async () => {
    const values = { valid_days: '30', 'Key type': 'EC P-384', Organisation: 'Example', Country: 'gb' };
    const pushed = await askForKey(world.control, {
      profile,
      values: { ...values, 'More names': 'www2.example.com, 192.0.2.1', Reason: 'a web server' },
    });
    expect(pushed.view?.title).toBe('Make the key');
    const refused = await enterPassphrase(world.control, 'eve', 'aaaaaaaaaaaaaaaaaa');
    expect(refused.errors?.Passphrase).toContain('too easy');
    const sent = await enterPassphrase(world.control);
    expect(JSON.stringify(sent.view)).toContain('only you can fetch it');
    id = requestIdIn(sent);
    await world.control.close('eve');
    const request = await storesOf(world).requests.read(id);
    expect(request).toMatchObject({
      ...{ status: 'pending', reason: 'a web server', madeKey: { state: 'held' } },
      snapshot: { csr: { key: { algorithm: 'EC', curve: 'P-384' }, commonName: 'web.example.com' } },
    });
  });

  it('waits for its requester alone once the certificate is issued', async () => {
    const { control } = world;
    const card = await cardOf(control, id);
    await control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
    await certificateFileOf(control, card);
    const offer = await dm('waits for you');
    const others = await Promise.all(['amy', 'ada', 'eli'].map((user) => directMessages(control, user)));
    expect(others.flat().filter(({ ts }) => ts === offer.ts)).toEqual([]);
  });

  it('comes as PEM and PKCS#12 for the passphrase and for no other', async () => {
    await press('Get the key');
    await eventually('the form', async () => (await world.control.top('eve'))?.callback_id === 'fetch-key');
    const wrong = await enterPassphrase(world.control, 'eve', 'another good passphrase');
    expect(wrong.errors?.Passphrase).toContain('not the passphrase');
    const sent = await enterPassphrase(world.control);
    expect(sent.view?.title).toBe('Key sent');
    const { files } = await dm('web.example.com.p12');
    expect(files.map(({ name }) => name)).toEqual([
      ...['web.example.com.key.pem', 'web.example.com.p12', 'web.example.com.pem'],
    ]);
    const [key = '', p12 = '', chain = ''] = await Promise.all(
      files.map(async (file) => {
        const response = await fetch(new URL(`/_control/files/${file.id}`, world.sandbox.url));
        const path = join(world.dir, file.name);
        writeFileSync(path, Buffer.from(await response.arrayBuffer()));
        return path;
      }),
    );
    keyPem = readFileSync(key, 'utf8');
    const ofCertificate = openssl(['x509', '-in', chain, '-noout', '-pubkey']);
    const pass = ['-passin', `pass:${passphrase}`];
    expect(openssl(['pkey', '-in', key, '-pubout', ...pass])).toBe(ofCertificate);
    const unpacked = openssl(['pkcs12', '-in', p12, '-nodes', ...pass]);
    expect(openssl(['pkey', '-pubout'], unpacked)).toBe(ofCertificate);
    expect(openssl(['x509', '-noout', '-ext', 'subjectAltName', '-in', chain])).toContain(
      'DNS:web.example.com, DNS:www2.example.com, IP Address:192.0.2.1',
    );
  });

  it('is gone from the store then, and the thread and the message say so', async () => {
    const { control } = world;
    const card = await cardOf(control, id);
    await eventually('a word in the thread', async () =>
      (await threadOf(control, card)).find(({ text }) => text.includes('has the key')),
    );
    await eventually('no button is left', async () => {
      const offers = (await directMessages(control, 'eve')).filter(({ text }) =>
        text.includes('You have the key'),
      );
      return offers[0] && !JSON.stringify(offers[0].blocks).includes('"button"');
    });
    const stores = storesOf(world);
    expect(await stores.madeKeys.kept()).toEqual([]);
    expect(await world.redis.connect().keys('*made-key*')).toEqual([]);
    expect((await stores.requests.read(id))?.madeKey).toMatchObject({ state: 'fetched' });
  });

  it('is not offered by a profile that forbids it', async () => {
    const policy = { ...openPolicy, madeKeys: { allowed: false, keepDays: 7 } };
    const forbidding = await aLocalCaProfile(world, { policy });
    await world.control.command('eve', 'cert-requests', `/cert request ${forbidding.version.settings.name}`);
    const view = await eventually('the form', async () => {
      const top = await world.control.top('eve');
      return top?.callback_id === 'request' ? top : null;
    });
    expect(JSON.stringify(view.blocks)).toContain('CSR as text');
    expect(JSON.stringify(view.blocks)).not.toContain('Make one for me');
    await world.control.close('eve');
  });

  // The last one: looking everywhere keeps this process, and the local Slack in it, from answering for seconds.
  it('never lets its passphrase or itself be read anywhere', async () => {
    const places = await placesOf(world);
    const found = Object.entries(places).filter(([, text]) => isFound(text, passphrase));
    expect(found.map(([place]) => place)).toEqual([]);
    const { d = '' } = createPrivateKey({ key: keyPem, passphrase }).export({ format: 'jwk' });
    const forms = writtenForms(Buffer.from(d, 'base64url'));
    const plain = Object.entries(places).filter(([, text]) => forms.some((form) => text.includes(form)));
    expect(forms.length).toBeGreaterThan(5);
    expect(plain.map(([place]) => place)).toEqual([]);
    const messages = JSON.stringify((await world.control.state()).channels);
    expect(messages).not.toContain('ENCRYPTED PRIVATE KEY');
  });
});
