import { describe, expect, it } from 'vitest';
import { csrSchema, explainCsrRefusal, readCsr } from '../../src/domain/csr.js';
import { encodePem } from '../../src/domain/pem.js';
import { aCa, aCertificate, aCsr, aKey } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';

/** The codes of the refusals of a text, or 'ok'. */
async function codesOf(text: string): Promise<readonly string[]> {
  const read = await readCsr(text);
  return read.ok ? ['ok'] : read.refusals.map(({ code }) => code);
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64');
}

async function goodCsr(text: string) {
  const read = await readCsr(text);
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.refusals)}`);
  return csrSchema.parse(JSON.parse(JSON.stringify(read.csr)));
}

describe('readCsr', () => {
  it.each([
    ['rsa2048', { algorithm: 'RSA', bits: 2048 }, 'sha256WithRSAEncryption'],
    ['rsa4096', { algorithm: 'RSA', bits: 4096 }, 'sha256WithRSAEncryption'],
    ['p256', { algorithm: 'EC', curve: 'P-256' }, 'ecdsa-with-SHA256'],
    ['p384', { algorithm: 'EC', curve: 'P-384' }, 'ecdsa-with-SHA256'],
    ['p521', { algorithm: 'EC', curve: 'P-521' }, 'ecdsa-with-SHA256'],
    ['ed25519', { algorithm: 'Ed25519' }, 'Ed25519'],
    ['ed448', { algorithm: 'Ed448' }, 'Ed448'],
  ] as const)('reads a CSR with a key of kind %s', async (kind, key, signature) => {
    const csr = await goodCsr(aCsr({ commonName: 'web.example.com', key: kind }).pem);
    expect(csr).toMatchObject({ key, signature, commonName: 'web.example.com', hasChallengePassword: false });
  });

  it('hashes the key as openssl does', async () => {
    const csr = await goodCsr(aCsr({ commonName: 'web.example.com' }).pem);
    const spki = Buffer.from(aKey().publicPem.replace(/-.*-|\n/g, ''), 'base64');
    expect(openssl(['dgst', '-sha256', '-hex'], spki)).toContain(csr.publicKeySha256);
  });

  it('gives the names in their normal form, each once, in order', async () => {
    const names = [
      'B.example.com',
      'a.example.com',
      'b.example.com',
      '2001:DB8::1',
      'email:Eve@Example.com',
      'URI:spiffe://x/y',
    ];
    const csr = await goodCsr(aCsr({ names }).pem);
    expect(csr.names.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'dns b.example.com',
      'dns a.example.com',
      'ip 2001:db8::1',
      'email Eve@example.com',
      'uri spiffe://x/y',
    ]);
    expect(csr.commonName).toBeNull();
  });

  it('reads multi-valued and non-ASCII subjects', async () => {
    const csr = await goodCsr(aCsr({ subject: '/C=DE/O=Bäcker/CN=web.example.com+OU=IT' }).pem);
    expect(csr.subject).toEqual([
      { type: 'C', value: 'DE' },
      { type: 'O', value: 'Bäcker' },
      { type: 'OU', value: 'IT' },
      { type: 'CN', value: 'web.example.com' },
    ]);
  });

  it('reads RSASSA-PSS signatures', async () => {
    const signatureOptions = ['rsa_padding_mode:pss', 'rsa_pss_saltlen:32'];
    const { pem } = aCsr({ commonName: 'web.example.com', key: 'rsa2048', signatureOptions });
    expect((await goodCsr(pem)).signature).toBe('RSASSA-PSS with SHA256');
  });

  it('says that there is a challenge password, and never what it is', async () => {
    const csr = await goodCsr(aCsr({ commonName: 'a', challengePassword: 'hunter2hunter2' }).pem);
    expect(csr.hasChallengePassword).toBe(true);
    expect(JSON.stringify({ ...csr, pem: '' })).not.toContain('hunter2');
  });

  it('ignores extensions it does not know, whatever is in them', async () => {
    const extensions = ['1.2.3.4=DER:ff', '1.2.3.5=ASN1:UTF8String:x', 'basicConstraints=DER:3003010100'];
    expect(await codesOf(aCsr({ commonName: 'a', extensions }).pem)).toEqual(['ok']);
  });
});

describe('the text around a CSR', () => {
  const { pem } = aCsr({ commonName: 'web.example.com', names: ['web.example.com'] });

  it.each([
    ['the output of openssl req -text', openssl(['req', '-text'], pem)],
    ['NEW CERTIFICATE REQUEST armour', openssl(['req', '-newhdr'], pem)],
    ['CRLF', pem.replaceAll('\n', '\r\n')],
    ['leading spaces', pem.replace(/^/gm, '    ')],
    ['spaces in place of line ends', pem.replaceAll('\n', ' ')],
    ['a JSON string', JSON.stringify({ csr: pem })],
    ['one long line', pem.replace(/(?<=[A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])/g, '')],
    ['a greeting', `Hi, please sign this:\n\n${pem}\nThanks! -----`],
  ])('does not matter: %s', async (_, text) => {
    expect((await goodCsr(text)).pem).toBe(pem);
  });
});

describe('a refusal', () => {
  const { pem } = aCsr({ commonName: 'web.example.com' });
  const key = aKey();
  const edPem = aCsr({ commonName: 'a', key: 'ed25519' }).pem;
  const rsaPem = aCsr({ commonName: 'a', key: 'rsa2048' }).pem;
  const compressed = { ...key, pem: openssl(['ec', '-conv_form', 'compressed'], key.pem) };
  // A subjectAltName with one DNS name in UTF-8, where only ASCII may stand.
  const utf8Name = Buffer.from('bücher.example').toString('hex');

  it.each([
    ['empty', ' \n'],
    ['private-key', `${pem}\n${key.pem}`],
    ['private-key', key.pem],
    ['not-a-csr', 'web.example.com please'],
    ['not-a-csr', '{"csr": null}'],
    ['not-a-csr', key.publicPem],
    ['not-a-csr', pem.slice(0, 200)],
    ['not-a-csr', pem.replace(/\n.{10}/, '\n')],
    ['not-a-csr', '-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----'],
    ['more-than-one', `${pem}${aCsr({ commonName: 'b' }).pem}`],
    ['too-large', `${' '.repeat(70_000)}${pem}`],
    ['no-names', aCsr().pem],
    ['weak-key', aCsr({ commonName: 'a', key: 'rsa1024' }).pem],
    ['unsupported-key', aCsr({ commonName: 'a', key: 'secp256k1' }).pem],
    ['unsupported-key', aCsr({ commonName: 'a', key: 'rsaPss2048' }).pem],
    ['unsupported-key', aCsr({ commonName: 'a', key: compressed }).pem],
    ['bad-name', aCsr({ extensions: [`subjectAltName=DER:3011820f${utf8Name}`] }).pem],
    ['weak-digest', aCsr({ commonName: 'a', digest: 'sha1' }).pem],
    ['weak-digest', aCsr({ commonName: 'a', digest: 'md5', key: 'rsa2048' }).pem],
    ['unsupported-signature', aCsr({ commonName: 'a', digest: 'sha3-256', key: 'rsa2048' }).pem],
    ['asks-to-be-ca', aCsr({ commonName: 'a', ca: true }).pem],
    ['asks-to-be-ca', aCsr({ commonName: 'a', extensions: ['keyUsage=keyCertSign'] }).pem],
    ['asks-to-be-ca', aCsr({ commonName: 'a', extensions: ['basicConstraints=CA:TRUE'] }).pem],
    ['unsupported-name', aCsr({ names: ['otherName:1.2.3.4;UTF8:x'] }).pem],
    ['unsupported-name', aCsr({ names: ['RID:1.2.3.4', 'a.example.com'] }).pem],
    ['bad-name', aCsr({ names: ['DNS:a b', 'a.example.com'] }).pem],
    ['bad-name', aCsr({ names: ['DNS:10.0.0.1'] }).pem],
    ['several-common-names', aCsr({ subject: '/CN=a.example.com/CN=b.example.com' }).pem],
    ['bad-subject', aCsr({ subject: '/CN=web.example.com/O=Exa\u202emple' }).pem],
  ])('%s is given for a text that deserves it', async (code, text) => {
    expect(await codesOf(text)).toEqual([code]);
  });

  it.each([
    ['bad-signature', 'a CSR changed after signing', pem, 'web.example.com', 'evil.example.co'],
    ['bad-signature', 'a signature of another kind than the key', edPem, '\x2b\x65\x70', '\x2b\x65\x71'],
    ['weak-key', 'a key with an even exponent', rsaPem, '\x02\x03\x01\x00\x01', '\x02\x03\x01\x00\x00'],
  ])('%s is given for %s', async (code, _, text, from, to) => {
    const der = derOf(text);
    der.write(to, der.lastIndexOf(from, undefined, 'latin1'), 'latin1');
    expect(await codesOf(encodePem('CERTIFICATE REQUEST', der))).toContain(code);
  });

  it('not-a-csr is given when something stands behind the CSR', async () => {
    const longer = Buffer.concat([derOf(pem), Buffer.from([5, 0])]);
    expect(await codesOf(encodePem('CERTIFICATE REQUEST', longer))).toEqual(['not-a-csr']);
  });

  it('tells a certificate and a public key from other text', async () => {
    const certificate = aCertificate({ ca: aCa(), csr: { pem } }).pem;
    const found = await Promise.all([certificate, key.publicPem, 'hello'].map(readCsr));
    expect(found.map((read) => (read.ok ? null : read.refusals[0]))).toMatchObject([
      { found: 'certificate' },
      { found: 'public-key' },
      { found: 'text' },
    ]);
  });

  it('lists every reason at once', async () => {
    const wish = {
      names: ['otherName:1.2.3.4;UTF8:x', 'DNS:a b'],
      key: 'rsa1024',
      digest: 'sha1',
      ca: true,
    } as const;
    expect(await codesOf(aCsr(wish).pem)).toEqual([
      'weak-key',
      'weak-digest',
      'asks-to-be-ca',
      'unsupported-name',
      'bad-name',
    ]);
  });

  it('of a private key has nothing of it', async () => {
    const read = await readCsr(`${pem}${key.pem}`);
    expect(read).toEqual({ ok: false, refusals: [{ code: 'private-key' }] });
    expect(read.ok ? '' : read.refusals.map(explainCsrRefusal).join()).toContain('compromised');
  });
});
