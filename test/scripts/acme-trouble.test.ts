import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/workflow/runner.js';
import { aRunner } from '../builders/runner.js';
import { acmeArgs } from './acme-args.js';
import { type Mood, type MoodyProxy, startMoodyProxy } from './moody-proxy.js';
import { type Pebble, startPebble } from './pebble.js';
import { type Args, failureOf, issueBy } from './shipped.js';

let pebble: Pebble;
let proxy: MoodyProxy;
let runner: Runner;
let moodOf: (method: string, path: string) => Mood | undefined = () => undefined;

beforeAll(async () => {
  const hard = {
    PEBBLE_WFE_NONCEREJECT: '40',
    PEBBLE_ALTERNATE_ROOTS: '2',
    PEBBLE_VA_NOSLEEP: '',
    PEBBLE_VA_SLEEPTIME: '2',
  };
  [pebble, runner] = await Promise.all([startPebble({ env: hard }), aRunner()]);
  proxy = await startMoodyProxy(pebble.tls, pebble.directoryUrl, (method, path) => moodOf(method, path));
});
afterEach(() => {
  moodOf = () => undefined;
});
afterAll(async () => {
  await proxy.close();
  await runner.close();
  await pebble.close();
});

const wish = { names: ['trouble.example.org'] };
const throughProxy = (changes: Args = {}): Args =>
  acmeArgs(pebble, { directory_url: `${proxy.url}/dir`, ...changes });
const fresh = { names: ['fresh.example.org'] };
const byDns = { challenge: 'dns-01', dns_hook: '/bin/true' };
const failure = (args: Args) => failureOf(runner, 'acme', wish, args);

/** The mood of the first `times` requests whose path matches; counts all of them. */
function first(times: number, path: RegExp, mood: Mood) {
  const seen = { count: 0 };
  moodOf = (_, found) => {
    if (!path.test(found)) return undefined;
    seen.count += 1;
    return seen.count <= times ? mood : undefined;
  };
  return seen;
}

describe('acme and a CA in trouble', { timeout: 90_000 }, () => {
  it('gets along with a CA that refuses 40 % of its nonces and takes its time', async () => {
    for (let i = 0; i < 3; i += 1) {
      expect(
        (await issueBy(runner, 'acme', { names: [`a${i}.example.org`, 'b.example.org'] }, acmeArgs(pebble)))
          .checks,
      ).toContain('chain');
    }
  });

  it('waits as long as the CA asks for, and asks again', async () => {
    const seen = first(1, /order/, { kind: 'answers', status: 503, headers: { 'retry-after': '2' } });
    const start = performance.now();
    await issueBy(runner, 'acme', wish, throughProxy());
    expect(performance.now() - start).toBeGreaterThan(2000);
    expect(seen.count).toBeGreaterThan(1);
  });

  it('reads a date as well', async () => {
    const later = new Date(Date.now() + 2000).toUTCString();
    first(1, /order/, { kind: 'answers', status: 429, headers: { 'retry-after': later } });
    expect((await issueBy(runner, 'acme', wish, throughProxy())).checks).toContain('key');
  });

  it("gives up at once, with the CA's words, when it would have to wait for longer than it may", async () => {
    first(99, /order/, { kind: 'answers', status: 429, headers: { 'retry-after': '3600' } });
    expect(await failure(throughProxy())).toBe(
      'AcmeError: the CA asks to wait (rateLimited: slow down); another 3600 s would be over wait_seconds',
    );
  });

  it.each([
    ['the directory', /dir$/],
    ['a nonce', /nonce/],
    ['an authorization', /authZ/i],
    ['the certificate', /certZ/i],
  ])('asks again for %s after an answer 502', async (_, path) => {
    const seen = first(1, path, { kind: 'answers', status: 502 });
    // A name of its own: what is proven once may count for the next order.
    const names = [`${path.source.replace(/\W/g, '')}.example.org`];
    await issueBy(runner, 'acme', { names }, throughProxy());
    expect(seen.count).toBeGreaterThan(1);
  });

  it('does not order again when the answer to the CSR is lost, but looks at the order', async () => {
    const orders = pebble.output().match(/Added order/g)?.length ?? 0;
    const seen = first(1, /finalize/, { kind: 'loses-the-answer' });
    expect((await issueBy(runner, 'acme', wish, throughProxy())).checks).toContain('key');
    expect(seen.count).toBeGreaterThanOrEqual(1);
    expect(pebble.output().match(/Added order/g)?.length ?? 0).toBe(orders + 1);
  });

  it('says so when a new order is lost: it may be there', async () => {
    first(1, /order-plz/, { kind: 'loses-the-answer' });
    expect(await failure(throughProxy())).toMatch(/^Unreachable: no answer from localhost:\d+: /);
  });

  it('takes the chain whose issuer is preferred, and the first when none is', async () => {
    for (const index of [0, 1, 2]) {
      const root = await pebble.rootName(index);
      const { chainPem } = await issueBy(runner, 'acme', wish, acmeArgs(pebble, { preferred_chain: root }));
      const { X509Certificate } = await import('node:crypto');
      expect(new X509Certificate(chainPem.at(-1) ?? '').issuer).toBe(`CN=${root}`);
    }
    expect(
      (await issueBy(runner, 'acme', wish, acmeArgs(pebble, { preferred_chain: 'Nobody' }))).checks,
    ).toContain('chain');
  });

  it('trusts nobody whose certificate it cannot verify', async () => {
    expect(await failure(acmeArgs(pebble, { ca_bundle: '' }))).toMatch(
      /^AcmeError: the TLS certificate of localhost:\d+ is not trusted: .*\(see ca_bundle\)$/,
    );
    expect(await failure(acmeArgs(pebble, { ca_bundle: join(pebble.dir, 'nowhere.pem') }))).toContain(
      'ca_bundle cannot be read',
    );
  });

  it('takes the CA bundle as text, even in one line', async () => {
    const bundle = pebble.tls.ca.pem.trim().replaceAll('\n', ' ');
    expect((await issueBy(runner, 'acme', wish, acmeArgs(pebble, { ca_bundle: bundle }))).checks).toContain(
      'key',
    );
  });

  it('lists everything that is wrong with its parameters, before it asks anybody', async () => {
    const wrong = {
      directory_url: 'http://ca',
      account_key: '',
      http_port: '0',
      challenge: 'tls-alpn-01',
      wait_seconds: 'x',
    };
    expect(await failure(acmeArgs(pebble, wrong))).toBe(
      'AcmeError: ' +
        [
          "http_port must be a whole number from 1 to 65535, not '0'",
          "wait_seconds must be a whole number from 1 to 3600, not 'x'",
          'directory_url must be an https:// address',
          'give account_key, or let the profile keep state (or state_dir): CAs limit how many accounts one may open',
          "challenge must be http-01 or dns-01, not 'tls-alpn-01'",
        ].join('; '),
    );
  });

  it.each([
    [{ agree_terms: '' }, wish, /^AcmeError: set agree_terms to yes if you agree to the CA's terms: /],
    [{ challenge: 'dns-01' }, wish, /^AcmeError: dns-01 needs dns_hook$/],
    [{ state_dir: 'here' }, wish, /^AcmeError: state_dir must be an absolute path, not 'here'$/],
    [
      {},
      { names: ['*.example.org'] },
      /^AcmeError: \*\.example\.org is a wildcard, which needs the challenge dns-01$/,
    ],
    [{}, { names: ['email:a@example.org'] }, /asks for a name of another kind$/],
    [
      { ...byDns, dns_wait: '5', wait_seconds: '1' },
      fresh,
      /the DNS records are given time; another 5 s would be over/,
    ],
    [{ ...byDns, dns_hook: "'/bin/true" }, fresh, /^AcmeError: dns_hook is no command: No closing quotation/],
    [
      { directory_url: 'https://localhost:9/dir', wait_seconds: '1' },
      wish,
      /the CA does not answer; another 1 s would be over/,
    ],
  ])('says what is wrong %#', async (changes, asked, words) => {
    expect(await failureOf(runner, 'acme', asked, acmeArgs(pebble, changes))).toMatch(words);
  });
});
