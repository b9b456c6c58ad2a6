import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/workflow/runner.js';
import { freePort } from '../builders/free-port.js';
import { aCsr } from '../builders/pki-csr.js';
import { aRunner } from '../builders/runner.js';
import { aTerminal } from '../cli/a-terminal.js';
import { acmeArgs, acmeArgsByDns } from './acme-args.js';
import { type Pebble, startPebble } from './pebble.js';
import { failureOf, issueBy, runShipped } from './shipped.js';

let pebble: Pebble;
let runner: Runner;
beforeAll(async () => {
  [pebble, runner] = await Promise.all([startPebble(), aRunner()]);
});
afterAll(async () => {
  await runner.close();
  await pebble.close();
});

const www = { commonName: 'www.example.org', names: ['www.example.org'] };
const tenNames = ['www.example.org', ...Array.from({ length: 9 }, (_, i) => `host-${i}.example.org`)];
const hookCalls = (): string[][] =>
  readFileSync(pebble.hookLog, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

describe('acme by http-01', { timeout: 90_000 }, () => {
  it.each([
    ['RSA 2048', { ...www, key: 'rsa2048' }],
    ['RSA 4096', { ...www, key: 'rsa4096' }],
    ['P-256', { ...www, key: 'p256' }],
    ['Ed25519', { ...www, key: 'ed25519' }],
    ['P-384 and no subject', { key: 'p384', names: ['www.example.org'] }],
    ['ten names', { ...www, names: tenNames }],
    ['the address of a host', { names: ['127.0.0.1', 'www.example.org'] }],
    ['names in capitals', { commonName: 'WWW.example.org', names: ['WWW.Example.org', 'www.example.org'] }],
  ] as const)('issues for a CSR with %s', async (_, wish) => {
    const certificate = await issueBy(runner, 'acme', wish, acmeArgs(pebble));
    expect(certificate.issuer).toContain('Pebble Intermediate CA');
    expect(certificate.checks).toEqual(['key', 'names', 'not-ca', 'chain', 'validity']);
  });

  it('says what it does, and who asked', async () => {
    const csr = aCsr({ names: ['a.example.org', 'b.example.org', 'c.example.org', 'd.example.org'] }).pem;
    const { output } = await runShipped(runner, 'acme', csr, acmeArgs(pebble));
    expect(output.text.split('\n').filter((line) => line.startsWith('PROGRESS:'))).toEqual([
      'PROGRESS: ordering a certificate for a.example.org, b.example.org, c.example.org and 1 more',
      'PROGRESS: proving control of a.example.org, b.example.org, c.example.org and 1 more by http-01',
      'PROGRESS: waiting for the CA to issue',
    ]);
    expect(output.text).toMatch(/^127\.0\.0\.1 asked: GET \/\.well-known\/acme-challenge\/\S+ HTTP\/1\.1$/m);
  });

  it('shares its port between runs at once', async () => {
    const runs = Array.from({ length: 4 }, (_, i) => {
      const names = [`at-once-${i}.example.org`];
      return issueBy(runner, 'acme', { names }, acmeArgs(pebble));
    });
    expect(new Set((await Promise.all(runs)).map(({ serial }) => serial)).size).toBe(4);
  });

  it('lets a web server answer from its directory, and leaves nothing there', async () => {
    const webroot = join(pebble.dir, 'webroot');
    const seen: string[] = [];
    const server = createServer((asked, answer) => {
      const path = join(webroot, asked.url ?? '');
      seen.push((statSync(path).mode & 0o777).toString(8));
      answer.end(readFileSync(path));
    });
    await new Promise<void>((resolve) => server.listen(pebble.httpPort, '127.0.0.1', resolve));
    try {
      await issueBy(runner, 'acme', { names: ['by-webroot.example.org'] }, acmeArgs(pebble, { webroot }));
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    expect(new Set(seen)).toEqual(new Set(['644']));
    expect(readdirSync(join(webroot, '.well-known', 'acme-challenge'))).toEqual([]);
  });
});

describe('acme by dns-01', { timeout: 90_000 }, () => {
  it.each([
    ['one name', { names: ['dns.example.org'] }],
    ['ten names', { names: tenNames.map((name) => `dns-${name}`) }],
    ['a wildcard', { names: ['*.wild.example.org'] }],
    [
      'a name and its wildcard',
      { commonName: '*.both.example.org', names: ['*.both.example.org', 'both.example.org'] },
    ],
  ])('issues for %s, and takes every record away', async (_, wish) => {
    const certificate = await issueBy(runner, 'acme', wish, acmeArgsByDns(pebble));
    expect(certificate.checks).toContain('chain');
    const calls = hookCalls();
    const those = (verb: string): string[] =>
      calls
        .filter(([found]) => found === verb)
        .map(([, record, value]) => `${record} ${value}`)
        .sort();
    expect(those('present')).toEqual(those('cleanup'));
    expect(new Set(calls.map(([, , , token]) => token))).toEqual(new Set(['hook-token-1']));
  });

  it('gives the records time when it is told to', async () => {
    const start = performance.now();
    await issueBy(
      runner,
      'acme',
      { names: ['slow-dns.example.org'] },
      acmeArgsByDns(pebble, { dns_wait: '2' }),
    );
    expect(performance.now() - start).toBeGreaterThan(2000);
  });

  it('fails when the hook fails, with what the hook wrote, and cleans up all the same', async () => {
    const csr = aCsr({ names: ['good.example.org', 'refused.example.org'] }).pem;
    const outcome = await runShipped(runner, 'acme', csr, acmeArgsByDns(pebble));
    expect(outcome).toMatchObject({
      kind: 'failed',
      firstLine:
        'AcmeError: the DNS hook failed for _acme-challenge.refused.example.org (1); see what it wrote',
    });
    expect(outcome.output.text).toContain('the zone is not ours\n');
    const refused = hookCalls().filter(([, record]) => record === '_acme-challenge.refused.example.org');
    expect(refused.map(([verb]) => verb)).toEqual(['present', 'cleanup']);
  });

  it('names a hook that is not there', async () => {
    const args = acmeArgsByDns(pebble, { dns_hook: '/no/such/hook' });
    const outcome = await runShipped(runner, 'acme', aCsr({ names: ['no-hook.example.org'] }).pem, args);
    expect(outcome).toMatchObject({
      kind: 'failed',
      firstLine: expect.stringContaining('(FileNotFoundError)'),
    });
  });
});

describe('countersign script run acme', { timeout: 90_000 }, () => {
  it('issues on a terminal, with its secrets from files', async () => {
    const terminal = aTerminal();
    try {
      const args = acmeArgsByDns(pebble, { ca_bundle: pebble.tls.ca.pem });
      const secrets = ['account_key', 'dns_hook_input'];
      for (const name of secrets) terminal.write(name, `${args[name]}\n`);
      terminal.write('web.csr', aCsr({ names: ['terminal.example.org'] }).pem);
      const words = [
        ...['script', 'run', join(process.cwd(), 'runner/scripts/acme'), '--csr', 'web.csr'],
        ...Object.entries(args).flatMap(([name, value]) =>
          secrets.includes(name) ? ['--secret', `${name}=@${name}`] : ['--param', `${name}=${value}`],
        ),
      ];
      // The command runs it in the box that a worker would.
      const box = { RUNNER_WRITABLE: pebble.hookFolder };
      const { code, out, err } = await terminal.type(words, '', box);
      expect(err).toContain('PROGRESS: proving control of terminal.example.org by dns-01\n');
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^-----BEGIN CERTIFICATE-----/) });
    } finally {
      terminal.close();
    }
  });
});

describe('acme in the words of the CA', { timeout: 90_000 }, () => {
  it.each([
    [
      'a CSR that names its host in the subject only',
      { commonName: 'cn-only.example.org' },
      {},
      /unauthorized: Order includes different number of DNSnames/,
    ],
    [
      'a port that nothing forwards to',
      { names: ['nobody.example.org'] },
      { http_port: 'other' },
      /^AcmeError: nobody\.example\.org: connection: /,
    ],
  ] as const)('says what is wrong with %s', async (_, wish, changes, words) => {
    const port = {
      ...changes,
      ...('http_port' in changes ? { http_port: String(await freePort()) } : {}),
    };
    expect(await failureOf(runner, 'acme', wish, acmeArgs(pebble, port))).toMatch(words);
  });
});
