import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKeyWish } from '../../src/domain/key-wish.js';
import { createKeyMaker } from '../../src/keys/key-maker.js';
import { aTypedKeyWish } from '../builders/key-wish.js';
import { aCa, aCertificate, anIntermediate } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';

const passphrase = 'correct horse "battery" & $taple';
const maker = createKeyMaker();
const dir = mkdtempSync(join(tmpdir(), 'countersign-pkcs12-'));
const root = aCa();
const ca = anIntermediate({ ca: root });
/** RSA keys differ in their size only. */
const kinds = ['EC P-256', 'EC P-384', 'RSA 2048', 'Ed25519'];
const hasKeytool = spawnSync('keytool', ['-help']).error === undefined;

const made = new Map<string, ReturnType<typeof make>>();
const madeOf = (keyType: string) => {
  const known = made.get(keyType) ?? make(keyType);
  made.set(keyType, known);
  return known;
};

async function make(keyType: string) {
  const read = readKeyWish(aTypedKeyWish({ keyType }));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { csrPem, encryptedPem } = await maker.make(read.wish, passphrase);
  const leaf = aCertificate({ ca, csr: { pem: csrPem } }).pem;
  const certificates = [leaf, ca.pem];
  const companions = { certificates, friendlyName: 'web.example.com' };
  const bytes = await maker.bundle({ encryptedPem, passphrase }, companions);
  const path = join(dir, `${keyType.replace(' ', '-')}.p12`);
  writeFileSync(path, bytes);
  return { csrPem, encryptedPem, leaf, certificates, path };
}

/** What keytool prints; the password goes by a variable, as keytool wants it. */
function keytool(args: readonly string[], password = passphrase): string {
  const done = spawnSync('keytool', [...args, '-storepass:env', 'PASSWORD'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', PASSWORD: password },
  });
  if (done.status !== 0) throw new Error(`keytool refused: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe.each(kinds)('a PKCS#12 file with a key of kind %s', (keyType) => {
  const read = async (options: readonly string[], pass = passphrase) =>
    openssl(['pkcs12', '-in', (await madeOf(keyType)).path, '-passin', `pass:${pass}`, ...options]);

  it('holds the key of the certificate, as openssl reads it', async () => {
    const { leaf } = await madeOf(keyType);
    const key = await read(['-nocerts', '-nodes']);
    expect(openssl(['pkey', '-pubout'], key)).toBe(openssl(['x509', '-pubkey', '-noout'], leaf));
  });

  it('holds the certificate and its chain', async () => {
    const { certificates } = await madeOf(keyType);
    const text = await read(['-nokeys']);
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    expect(blocks.map((block) => `${block}\n`)).toEqual(certificates);
    expect(text).toContain('friendlyName: web.example.com');
  });

  it.skipIf(!hasKeytool)(
    'is read by keytool, with its chain of two (skipped where there is no keytool)',
    async () => {
      const { path } = await madeOf(keyType);
      const text = keytool(['-list', '-v', '-keystore', path]);
      expect(text).toContain('Entry type: PrivateKeyEntry');
      expect(text).toContain('Certificate chain length: 2');
      expect(text).toContain('Alias name: web.example.com');
    },
  );
});

describe('a PKCS#12 file', () => {
  it('is not read with another passphrase', async () => {
    const { path } = await madeOf('EC P-256');
    expect(() => openssl(['pkcs12', '-in', path, '-nodes', '-passin', 'pass:correct horse'])).toThrow(
      /Mac verify/,
    );
  });

  it('has an HMAC of SHA-256, and no cheaper place to guess the passphrase at', async () => {
    const { path } = await madeOf('EC P-256');
    const text = openssl(['asn1parse', '-inform', 'DER', '-in', path]);
    expect(text.match(/INTEGER +:0927C0/g)).toHaveLength(1); // the MAC's; the others are inside octet strings
    expect(text).toContain(':sha256');
  });

  it.skipIf(!hasKeytool)('gives its key to Java (skipped where there is no keytool)', async () => {
    const { path, leaf } = await madeOf('RSA 2048');
    const to = join(dir, 'copied.p12');
    keytool([
      '-importkeystore',
      '-srckeystore',
      path,
      '-srcstorepass',
      passphrase,
      '-destkeystore',
      to,
      '-noprompt',
    ]);
    const key = openssl(['pkcs12', '-in', to, '-nocerts', '-nodes', '-passin', `pass:${passphrase}`]);
    expect(openssl(['pkey', '-pubout'], key)).toBe(openssl(['x509', '-pubkey', '-noout'], leaf));
  });
});

describe('opens', () => {
  it('is true for the passphrase and the certificate of the key, and for no other', async () => {
    const { encryptedPem, leaf } = await madeOf('EC P-256');
    const other = (await madeOf('Ed25519')).leaf;
    expect(await maker.opens({ encryptedPem, passphrase }, leaf)).toBe(true);
    expect(await maker.opens({ encryptedPem, passphrase }, other)).toBe(false);
    expect(await maker.opens({ encryptedPem, passphrase: `${passphrase}.` }, leaf)).toBe(false);
  });

  it('throws on what is not encrypted as we do', async () => {
    const { leaf } = await madeOf('EC P-256');
    const { encryptedPem } = await madeOf('RSA 2048');
    const other = openssl(
      ['pkey', '-aes128', '-passout', 'pass:x', '-passin', `pass:${passphrase}`],
      encryptedPem,
    );
    await expect(maker.opens({ encryptedPem: other, passphrase }, leaf)).rejects.toThrow();
  });
});
