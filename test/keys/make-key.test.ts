import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCsr } from '../../src/domain/csr.js';
import { keyTypes, publicKeyOfType } from '../../src/domain/key-type.js';
import { readKeyWish } from '../../src/domain/key-wish.js';
import { createKeyMaker } from '../../src/keys/key-maker.js';
import { aTypedKeyWish } from '../builders/key-wish.js';
import { openssl } from '../builders/pki-openssl.js';

const passphrase = 'correct horse: battery & "staple"';
const maker = createKeyMaker();

function theWish(typed: Parameters<typeof aTypedKeyWish>[0]) {
  const read = readKeyWish(aTypedKeyWish(typed));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.wish;
}

describe.each(keyTypes)('a made key of kind %s', (keyType) => {
  const making = maker.make(
    theWish({
      ...{ keyType, commonName: 'WWW.Example.com', organisation: 'Müller & Söhne, "AG"', unit: 'Web' },
      ...{ country: 'de', state: 'Bayern', locality: 'München', email: 'ops@example.com' },
      moreNames: 'bücher.example, *.example.com\nip:2001:DB8::1; 192.0.2.7 web@example.com',
    }),
    passphrase,
  );

  it('has a CSR that openssl verifies and that says what was asked for', async () => {
    const { csrPem } = await making;
    const text = openssl(
      ['req', '-verify', '-noout', '-text', '-subject', '-nameopt', 'RFC2253,utf8,-esc_msb'],
      csrPem,
    );
    expect(text).toContain(
      'emailAddress=ops@example.com,CN=www.example.com,OU=Web,O=Müller & Söhne\\, \\"AG\\",L=München,ST=Bayern,C=DE',
    );
    expect(text).toContain(
      'DNS:www.example.com, DNS:xn--bcher-kva.example, DNS:*.example.com, IP Address:2001:DB8:0:0:0:0:0:1, IP Address:192.0.2.7, email:web@example.com',
    );
    expect(text.match(/X509v3 [^\n]*/g)).toEqual(['X509v3 Subject Alternative Name: ']);
  });

  it('has a CSR that our own reader takes', async () => {
    const read = await readCsr((await making).csrPem);
    expect(read).toMatchObject({
      ok: true,
      csr: { commonName: 'www.example.com', key: publicKeyOfType[keyType], hasChallengePassword: false },
    });
  });

  it('is encrypted as PKCS#8 that openssl opens with the passphrase, and is the key of the CSR', async () => {
    const { encryptedPem, csrPem } = await making;
    const publicPem = openssl(['pkey', '-pubout', '-passin', `pass:${passphrase}`], encryptedPem);
    expect(publicPem).toBe(openssl(['req', '-noout', '-pubkey'], csrPem));
    expect(() =>
      openssl(['pkey', '-pubout', '-passin', 'pass:correct horse battery'], encryptedPem),
    ).toThrow();
    const byNode = createPrivateKey({ key: encryptedPem, passphrase });
    expect(byNode.type).toBe('private');
  });

  it('is encrypted with AES-256 under 600,000 rounds of PBKDF2 with HMAC-SHA-256', async () => {
    const text = openssl(['asn1parse'], (await making).encryptedPem);
    expect(text).toContain(':PBES2');
    expect(text).toMatch(/INTEGER +:0927C0/);
    expect(text).toContain(':hmacWithSHA256');
    expect(text).toContain(':aes-256-cbc');
  });
});

describe('a made CSR', () => {
  it('asks for no names where the common name is no host', async () => {
    const { csrPem } = await maker.make(theWish({ commonName: "Eve's client" }), passphrase);
    expect(openssl(['req', '-verify', '-noout', '-text'], csrPem)).not.toContain('X509v3');
    expect(await readCsr(csrPem)).toMatchObject({ ok: true, csr: { commonName: "Eve's client", names: [] } });
  });

  it('has a common name that is too long for a subject among its names only', async () => {
    const long = `${'a'.repeat(60)}.example.com`;
    const { csrPem } = await maker.make(theWish({ commonName: long }), passphrase);
    const read = await readCsr(csrPem);
    expect(read).toMatchObject({
      ok: true,
      csr: { commonName: null, names: [{ kind: 'dns', value: long }] },
    });
  });

  it('is another one with another key each time', async () => {
    const wish = theWish({ commonName: 'a.example.com' });
    const [one, other] = await Promise.all([maker.make(wish, passphrase), maker.make(wish, passphrase)]);
    expect(one.csrPem).not.toBe(other.csrPem);
    expect(one.encryptedPem).not.toBe(other.encryptedPem);
  });
});
