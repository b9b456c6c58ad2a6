import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/workflow/runner.js';
import { aRunner } from '../builders/runner.js';
import { authKey, startCfssl } from './cfssl-serve.js';
import { startMoodyProxy } from './moody-proxy.js';
import { type Args, failureOf, issueBy } from './shipped.js';

let cfssl: Awaited<ReturnType<typeof startCfssl>>;
let runner: Runner;
beforeAll(async () => {
  [cfssl, runner] = await Promise.all([startCfssl(), aRunner()]);
});
afterAll(async () => {
  await runner.close();
  await cfssl.close();
});

const args = (changes: Args = {}): Args => ({
  url: cfssl.url,
  auth_key: authKey,
  ca_bundle: cfssl.tls.caFile,
  ...changes,
});
const names = ['www.example.org', '*.example.org', '192.0.2.1'];
const www = { commonName: 'www.example.org', names };

describe('cfssl', () => {
  it.each(['rsa2048', 'rsa4096', 'p256', 'p384', 'p521'] as const)(
    'issues for a CSR with a key of kind %s',
    async (key) => {
      const certificate = await issueBy(runner, 'cfssl', { ...www, key }, args());
      expect(certificate.checks).toEqual(['key', 'names', 'not-ca', 'chain', 'validity']);
      expect(certificate.chainPem).toEqual([cfssl.caPem]);
      expect(certificate.names.map(({ value }) => value).sort()).toEqual([...names].sort());
    },
  );

  it('gives a certificate the common name as its name, where the CSR has none', async () => {
    const certificate = await issueBy(runner, 'cfssl', { commonName: 'only.example.org' }, args());
    expect(certificate.names).toEqual([{ kind: 'dns', value: 'only.example.org' }]);
  });

  it('gives the certificate alone when the server does not tell its issuer', async () => {
    const proxy = await startMoodyProxy(cfssl.tls, cfssl.url, (_, path) =>
      path.endsWith('/info') ? { kind: 'answers', status: 503 } : undefined,
    );
    try {
      const certificate = await issueBy(runner, 'cfssl', www, args({ url: proxy.url }));
      expect(certificate.checks).toEqual(['key', 'names', 'not-ca', 'validity']);
    } finally {
      await proxy.close();
    }
  });

  it('signs by the profile that it is given', async () => {
    const { notBefore, notAfter } = await issueBy(runner, 'cfssl', www, args({ profile: 'short' }));
    expect(notAfter - notBefore).toBe(48 * 3_600_000);
  });

  it('takes the address with a slash at its end, and the CA bundle as text', async () => {
    const bundle = cfssl.tls.ca.pem.replaceAll('\n', ' ');
    expect(
      (await issueBy(runner, 'cfssl', www, args({ url: `${cfssl.url}/`, ca_bundle: bundle }))).checks,
    ).toContain('key');
  });

  it.each([
    [
      "a key that is not the server's",
      { auth_key: 'ff'.repeat(16) },
      /^CfsslError: the CA refused \(HTTP 400\): invalid token \(400\)$/,
    ],
    [
      'a key that is not hex',
      { auth_key: 'not hex' },
      /^CfsslError: auth_key must be at least 16 octets in hex$/,
    ],
    [
      'an address without TLS',
      { url: 'http://localhost' },
      /^CfsslError: url must be an https:\/\/ address$/,
    ],
    [
      'a server whose certificate is not trusted',
      { ca_bundle: '' },
      /^CfsslError: no answer from https:.*certificate verify failed/,
    ],
    [
      'nobody there',
      { url: 'https://localhost:9' },
      /^CfsslError: no answer from https:\/\/localhost:9: .*refused/,
    ],
    ['no CA bundle', { ca_bundle: '/no/where' }, /^CfsslError: ca_bundle cannot be read: /],
  ])('says what is wrong with %s', async (_, changes, words) => {
    expect(await failureOf(runner, 'cfssl', www, args(changes))).toMatch(words);
  });

  it("gives the CA's words for a CSR that it does not take", async () => {
    expect(await failureOf(runner, 'cfssl', { ...www, key: 'ed25519' }, args())).toMatch(
      /^CfsslError: the CA refused/,
    );
  });
});
