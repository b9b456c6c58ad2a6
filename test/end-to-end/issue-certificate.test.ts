import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';
import { aLocalCaProfile } from '../builders/saved-profile.js';
import { cardOf, walkToCertificate } from '../builders/walks.js';

const names30 = Array.from({ length: 30 }, (_, index) => `DNS:host-${index}.service.internal.example.com`);

const csrs = [
  { what: 'RSA 2048', csr: aCsr({ commonName: 'rsa.example.com', key: 'rsa2048' }), asFile: false },
  {
    what: 'RSA 4096 with 30 names as a file',
    csr: aCsr({ commonName: 'big.example.com', names: names30, key: 'rsa4096' }),
    asFile: true,
  },
  { what: 'P-256', csr: aCsr({ commonName: 'ec.example.com', key: 'p256' }), asFile: false },
  { what: 'Ed25519', csr: aCsr({ commonName: 'ed.example.com', key: 'ed25519' }), asFile: false },
] as const;

describe('from /cert request to the certificate in the thread', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign();
    await aLocalCaProfile(world, { name: 'local-ca' });
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  it.each(csrs)('issues for $what', async ({ csr, asFile }) => {
    const { pem, name, message, id } = await walkToCertificate(world.control, {
      profile: 'local-ca',
      ...(asFile ? { csrFile: csr.pem } : { csr: csr.pem }),
      values: { valid_days: '30' },
    });
    const [leaf = '', ...chain] =
      pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n/g) ?? [];
    const certificate = new X509Certificate(leaf);
    expect(certificate.publicKey.export({ type: 'spki', format: 'pem' })).toBe(csr.key.publicPem);
    expect(chain).toHaveLength(1);
    const root = chain[0] ?? '';
    const [leafFile, rootFile] = [join(world.dir, 'leaf.pem'), join(world.dir, 'root.pem')];
    writeFileSync(leafFile, leaf);
    writeFileSync(rootFile, root);
    expect(openssl(['verify', '-CAfile', rootFile, leafFile])).toContain('OK');
    expect(name).toBe(`${certificate.subject.replace('CN=', '')}.pem`);
    expect(message.text).toContain(`<@${await world.control.idOf('users', 'eve')}>`);
    await cardOf(world.control, id, 'Issued');
  });
});
