import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOnDisk } from '../builders/bytes-on-disk.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCa, aCertificate, aCsr, anIntermediate } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, certificateFileOf, requestCertificate, requestIdIn, threadOf } from '../builders/walks.js';

const names = ['web.example.com', 'www.example.com'];
const csr = aCsr({ commonName: 'web.example.com', names });
const root = aCa();
const ca = anIntermediate({ ca: root });
const impostor = anIntermediate({ ca: root, key: 'p384' });
const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const made = (wish: Partial<Parameters<typeof aCertificate>[0]> = {}) => aCertificate({ ca, csr, ...wish });
const { pem, chainPem } = made();

const withheld = [
  {
    ...{ what: 'for another key', says: "The certificate is for another key than the CSR's." },
    pem: made({ csr: aCsr({ commonName: 'web.example.com', names, key: 'p384' }) }).pem,
  },
  {
    ...{
      what: 'with another name',
      says: 'The certificate lacks names that were approved: www.example.com.',
    },
    pem: made({ names: ['web.example.com', 'other.example.com'] }).pem,
  },
  {
    ...{ what: 'with one name more', says: 'names that nobody approved: evil.example.com.' },
    pem: made({ names: [...names, 'evil.example.com'] }).pem,
  },
  {
    ...{
      what: 'with another common name',
      says: 'common name, <b>*x*</b>, is not the one that was approved.',
    },
    pem: made({ subject: '/CN=<b>*x*<\\/b>' }).pem,
  },
  {
    what: 'of a CA',
    says: 'The certificate is a CA: it could certify others.',
    pem: made({ isCa: true }).pem,
  },
  {
    ...{ what: 'that ended', says: 'The certificate ended on ' },
    pem: made({ notBefore: inDays(-9), notAfter: inDays(-1) }).pem,
  },
  {
    ...{ what: 'that has not begun', says: 'The certificate is valid only from ' },
    pem: made({ notBefore: inDays(2), notAfter: inDays(9) }).pem,
  },
  {
    ...{ what: 'that is valid too long', says: 'is valid for 900 days; the profile allows 825.' },
    pem: made({ days: 900 }).pem,
  },
  {
    ...{
      what: 'with a chain that another CA of the same name begins',
      says: 'but that issuer did not sign it.',
    },
    pem: pem + impostor.pem,
  },
];

const chain = [pem, ca.pem];
const taken = [
  { what: 'the leaf alone', certificate: pem, how: 'text', certificates: [pem] },
  { what: 'the chain', certificate: chainPem, how: 'text', certificates: chain },
  { what: 'the chain in the wrong order', certificate: ca.pem + pem, how: 'text', certificates: chain },
  { what: 'text around it', certificate: chainPem, how: 'around', certificates: chain },
  { what: 'CRLF line ends', certificate: chainPem, how: 'crlf', certificates: chain },
  { what: 'bytes', certificate: chainPem, how: 'bytes', certificates: chain },
  { what: 'DER bytes', certificate: pem, how: 'der', certificates: [pem] },
];

describe('a certificate that a script returned', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign();
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  async function approved(certificate: string, how: string) {
    const values = Object.entries({ certificate, what: how });
    const parameters = values.map(
      ([name, value]) => ({ name, value, sensitive: false, dynamic: false }) as const,
    );
    const profile = await aSavedProfile(world, { scriptName: 'returns', parameters });
    const wish = { profile: profile.version.settings.name, csr: csr.pem };
    const id = requestIdIn(await requestCertificate(world.control, wish));
    const card = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
    return { id, card };
  }

  it.each(withheld)(
    'is withheld when it is one $what: a reason and its serial, no file, no Retry',
    async (each) => {
      const { id } = await approved(each.pem, 'text');
      const card = await cardOf(world.control, id, 'Failed');
      expect(JSON.stringify(card.blocks)).not.toContain('Retry');
      const said = await eventually(
        'a word in the thread',
        async () => (await threadOf(world.control, card))[0],
      );
      const serial = openssl(['x509', '-noout', '-serial'], each.pem)
        .trim()
        .replace('serial=', '')
        .toLowerCase();
      expect(said.text).toContain('so it was withheld.');
      expect(said.text).toContain(each.says.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      expect(said.text).toContain(`Withheld certificate: serial \`${serial}\`. It was kept for admins.`);
      expect(said.files).toEqual([]);
      const state = JSON.stringify(await world.control.state());
      expect(state).not.toContain('BEGIN CERTIFICATE-----');
    },
  );

  it.each(taken)('is taken when it comes as $what, and the file is leaf, then chain', async (each) => {
    const { id, card } = await approved(each.certificate, each.how);
    const file = await certificateFileOf(world.control, card);
    expect(file.pem).toBe(each.certificates.join(''));
    expect(file.message.text.includes('every signature in the chain verifies')).toBe(
      each.certificates.length > 1,
    );
    await cardOf(world.control, id, 'Issued');
  });

  it('is not taken with a private key beside it, which is kept nowhere', async () => {
    const { id } = await approved(pem, 'with-key');
    const card = await cardOf(world.control, id, 'Failed');
    const said = await eventually(
      'a word in the thread',
      async () => (await threadOf(world.control, card))[0],
    );
    expect(said.text).toContain('The text holds a private key. It is not kept');
    const kept = JSON.stringify(await world.control.state()) + bytesOnDisk(world.redis.dir);
    expect(kept).not.toContain('bm90YXJlYWxrZXlu');
  });
});
