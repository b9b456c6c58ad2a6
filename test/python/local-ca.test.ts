import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runner, RunOutcome } from '../../src/workflow/runner.js';
import { aCsr, type CsrWish } from '../builders/pki-csr.js';
import { atDesk, openssl } from '../builders/pki-openssl.js';
import { aRun, aRunner, shippedScript } from '../builders/runner.js';

const passphrase = 'correct horse battery';
let runner: Runner;
let directory = '';

beforeAll(async () => {
  runner = await aRunner();
  directory = mkdtempSync(join(tmpdir(), 'countersign-local-ca-'));
});
afterAll(async () => {
  await runner.close();
  rmSync(directory, { recursive: true, force: true });
});

async function request(
  csr: string,
  { commonName = 'www.example.org', ca = 'ca', ...changes }: Readonly<Record<string, string>> = {},
): Promise<RunOutcome> {
  const args = { ca_dir: join(directory, ca), ca_passphrase: passphrase, valid_days: '90', ...changes };
  return runner.run(aRun(await shippedScript('local_ca'), { csr, commonName, args }));
}

async function issue(wish: CsrWish, changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const outcome = await request(aCsr({ commonName: 'www.example.org', ...wish }).pem, changes);
  if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome));
  return outcome.certificate;
}

/** The leaf as openssl prints it, after openssl has verified it against the CA. */
function verified(chain: string, ca = 'ca'): string {
  const caFile = join(directory, ca, 'ca.pem');
  expect(chain.endsWith(readFileSync(caFile, 'utf8'))).toBe(true);
  const verdict = atDesk((desk) =>
    openssl([
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      caFile,
      desk.write('leaf.pem', chain),
    ]),
  );
  expect(verdict).toMatch(/: OK\n$/);
  return openssl(['x509', '-noout', '-text'], chain);
}

const thirtyNames = Array.from(
  { length: 30 },
  (_, i) => `host-${i}.a-rather-long-name-of-a-zone.example.org`,
);

describe('local_ca', () => {
  it.each([
    ['RSA 2048', { key: 'rsa2048' }, ['www.example.org'], 'Digital Signature, Key Encipherment'],
    [
      'RSA 4096 with 30 names',
      { key: 'rsa4096', names: thirtyNames },
      thirtyNames,
      'Digital Signature, Key Enc',
    ],
    [
      'P-256',
      { key: 'p256', names: ['*.example.org', '192.0.2.1'] },
      ['*.example.org', '192.0.2.1'],
      'Digital',
    ],
    ['Ed25519', { key: 'ed25519' }, ['www.example.org'], 'Digital Signature\n'],
  ] as const)('issues for a CSR with %s', async (_, wish, names, usage) => {
    const csr = aCsr({ commonName: 'www.example.org', ...wish });
    const outcome = await request(csr.pem);
    const chain = outcome.kind === 'returned' ? outcome.certificate : '';
    const text = verified(chain);
    expect(openssl(['x509', '-noout', '-pubkey'], chain)).toBe(csr.key.publicPem);
    const san = /Subject Alternative Name: \n +(.*)\n/.exec(text)?.[1] ?? '';
    expect(san.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))).toEqual(names);
    expect(text).toContain(`Key Usage: critical\n                ${usage}`);
  });

  it('takes names and subject from the CSR, and none of its other wishes', async () => {
    const wish = {
      ca: true,
      names: ['a.example.org', 'email:a@example.org'],
      extensions: ['tlsfeature=status_request'],
    };
    const text = verified(await issue({ subject: '/O=Example/CN=a.example.org', ...wish }));
    expect(text).toContain('Subject: O = Example, CN = a.example.org\n');
    expect(text).toContain('DNS:a.example.org, email:a@example.org\n');
    expect(text).toContain('Basic Constraints: critical\n                CA:FALSE\n');
    expect(text).not.toContain('TLS Feature');
  });

  it('marks the names critical where they are all there is', async () => {
    const text = verified(await issue({ subject: '/', names: ['only.example.org'] }));
    expect(text).toMatch(/Subject: *\n/);
    expect(text).toContain('Subject Alternative Name: critical\n                DNS:only.example.org\n');
  });

  it('makes a certificate valid from now on, for as many days as were asked for', async () => {
    const { validFrom, validTo } = new X509Certificate(await issue({}, { valid_days: '825' }));
    const from = Date.parse(validFrom);
    expect(Math.abs(Date.now() - from)).toBeLessThan(10_000);
    expect(Date.parse(validTo) - from).toBe(825 * 86_400_000);
  });

  it('serves eight at once at first use, by one CA, with a serial for each', async () => {
    const ca = 'new/ca';
    const { pem } = aCsr({ commonName: 'www.example.org' });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => request(pem, { ca })));
    const chains = outcomes.map((outcome) => (outcome.kind === 'returned' ? outcome.certificate : ''));
    for (const chain of chains) verified(chain, ca);

    const serials = chains.map((chain) => new X509Certificate(chain).serialNumber.toLowerCase()).sort();
    expect(new Set(serials).size).toBe(8);
    expect(serials.every((serial) => /^[4-7][0-9a-f]{39}$/.test(serial))).toBe(true);
    const index = readFileSync(join(directory, ca, 'index.tsv'), 'utf8')
      .trim()
      .split('\n');
    expect(index.map((line) => line.split('\t')[0]).sort()).toEqual(serials);
    expect(index[0]).toMatch(/^\w+\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t90\twww\.example\.org$/);
    const kept = readdirSync(join(directory, ca, 'certificates'));
    expect(kept.sort()).toEqual(serials.map((serial) => `${serial}.pem`));
  });

  it('keeps its directory private and its key encrypted', async () => {
    await issue({});
    const folder = join(directory, 'ca');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual(['ca.key', 'ca.pem', 'certificates', 'index.tsv', 'lock']);
    for (const name of ['ca.key', 'ca.pem', 'index.tsv', 'lock']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    const key = readFileSync(join(folder, 'ca.key'), 'utf8');
    expect(key).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(openssl(['asn1parse'], key)).toContain(':aes-256-cbc');
  });

  it.each([
    [{ valid_days: '0' }, "valid_days must be a whole number of days from 1 to 825, not '0'"],
    [{ valid_days: '826' }, "valid_days must be a whole number of days from 1 to 825, not '826'"],
    [{ valid_days: '1.5' }, "valid_days must be a whole number of days from 1 to 825, not '1.5'"],
    [{ valid_days: '', ca_passphrase: ' ' }, 'no value for ca_passphrase, valid_days'],
    [{ ca_dir: 'here' }, "ca_dir must be an absolute path, not 'here'"],
    [{ ca_passphrase: 'short' }, 'ca_passphrase must be one line of at least 6 characters'],
    [{ ca_passphrase: 'the wrong one' }, "ca_passphrase does not open the CA's private key"],
  ])('says what is wrong with %j', async (changes, words) => {
    await issue({});
    const outcome = await request(aCsr({ commonName: 'www.example.org' }).pem, changes);
    expect(outcome).toMatchObject({ kind: 'failed', cause: 'raised', firstLine: `LocalCaError: ${words}` });
  });

  it('refuses a CSR that is none, and one whose signature is not its own', async () => {
    const { pem } = aCsr({ commonName: 'www.example.org' });
    const body = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
    body.write('evil', body.indexOf('www.'));
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${body.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    const words = async (csr: string): Promise<unknown> => {
      const outcome = await request(csr);
      return outcome.kind === 'failed' && outcome.firstLine;
    };
    expect(await words('hello')).toBe('LocalCaError: this is not a CSR in PEM form');
    expect(await words(pem.replace(/\n.{30}/, '\n'))).toBe('LocalCaError: this CSR cannot be read');
    expect(await words(forged)).toMatch(/^LocalCaError: openssl x509 refused: /);
  });
});
