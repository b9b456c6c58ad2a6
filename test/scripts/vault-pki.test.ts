import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Runner } from '../../src/workflow/runner.js';
import { aCsr } from '../builders/pki-csr.js';
import { aRunner } from '../builders/runner.js';
import { startMoodyProxy } from './moody-proxy.js';
import { type Args, failureOf, issueBy, runShipped } from './shipped.js';
import { aTlsServer, type TlsServer } from './tls-server.js';
import { startVaultStandIn } from './vault-stand-in.js';

const appRole = { mount: 'machines', roleId: 'role-id-1', secretId: 'secret-id-1' };
const settings = {
  namespace: 'team/web',
  mount: 'pki/issuing',
  role: 'web servers',
  token: 'hvs.a-long-token',
  appRole,
};
let dir: string;
let tls: TlsServer;
let vault: Awaited<ReturnType<typeof startVaultStandIn>>;
let runner: Runner;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'countersign-vault-'));
  tls = aTlsServer(dir);
  [vault, runner] = await Promise.all([startVaultStandIn(tls, settings), aRunner()]);
});
beforeEach(() => {
  vault.asked.length = 0;
});
afterAll(async () => {
  await runner.close();
  await vault.close();
  rmSync(dir, { recursive: true, force: true });
});

const args = (changes: Args = {}): Args => ({
  ...{ vault_url: vault.url, ca_bundle: tls.caFile, role: settings.role, mount: settings.mount },
  ...{ namespace: settings.namespace, token: settings.token },
  ...changes,
});
const byAppRole = (changes: Args = {}): Args =>
  args({
    token: '',
    role_id: appRole.roleId,
    secret_id: appRole.secretId,
    approle_mount: appRole.mount,
    ...changes,
  });
const www = { commonName: 'www.example.org', names: ['www.example.org', 'b.example.org'] };
const paths = (): string[] => vault.asked.map(({ path }) => path);

describe('vault_pki, against a stand-in for Vault', () => {
  it.each(['rsa2048', 'p256', 'ed25519'] as const)(
    'issues by a token for a CSR with a key of kind %s',
    async (key) => {
      const certificate = await issueBy(runner, 'vault_pki', { ...www, key }, args());
      expect(certificate.checks).toEqual(['key', 'names', 'not-ca', 'chain', 'validity']);
      expect(certificate.chainPem).toEqual(vault.chain);
      expect(paths()).toEqual(['/v1/pki/issuing/sign/web%20servers']);
      expect(vault.tokens.has(settings.token)).toBe(true);
    },
  );

  it('logs in by AppRole, and revokes the token of the run', async () => {
    expect((await issueBy(runner, 'vault_pki', www, byAppRole())).checks).toContain('chain');
    expect(paths()).toEqual([
      '/v1/auth/machines/login',
      '/v1/pki/issuing/sign/web%20servers',
      '/v1/auth/token/revoke-self',
    ]);
    expect([...vault.tokens]).toEqual([settings.token]);
  });

  it('revokes it when the role refuses, too', async () => {
    const words =
      /^VaultError: pki\/issuing\/sign\/web%20servers: refused \(HTTP 400\): common name other\.test not allowed/;
    expect(await failureOf(runner, 'vault_pki', { commonName: 'other.test' }, byAppRole())).toMatch(words);
    expect(paths().at(-1)).toBe('/v1/auth/token/revoke-self');
  });

  it('asks for as long a time as it is told, and shows what the server warns of', async () => {
    const { notBefore, notAfter } = await issueBy(runner, 'vault_pki', www, args({ ttl: '48h' }));
    expect(Math.round((notAfter - notBefore) / 3_600_000)).toBe(48);
    const { output } = await runShipped(runner, 'vault_pki', aCsr(www).pem, args({ ttl: '1h' }));
    expect(output.text).toContain('the server warns: TTL is short\n');
  });

  it.each([
    [
      'a token that the server does not know',
      { token: 'hvs.another' },
      /^VaultError: .*: refused \(HTTP 403\): permission denied$/,
    ],
    ['another namespace', { namespace: '' }, /refused \(HTTP 403\): permission denied$/],
    ['a role that is not there', { role: '../x' }, /refused \(HTTP 400\): unknown role: \.\.\/x$/],
    ['a mount that is not there', { mount: 'nowhere' }, /refused \(HTTP 404\): no reason given$/],
    [
      'a wrong secret id',
      { token: '', role_id: appRole.roleId, secret_id: 'secret-id-2', approle_mount: appRole.mount },
      /^VaultError: auth\/machines\/login: refused \(HTTP 400\): invalid role or secret ID$/,
    ],
    [
      'a server whose certificate is not trusted',
      { ca_bundle: '' },
      /^VaultError: no answer from https:.*certificate verify failed/,
    ],
    [
      'an address without TLS',
      { vault_url: 'http://localhost' },
      /^VaultError: vault_url must be an https:\/\/ address$/,
    ],
    ['both ways to log in', { role_id: 'x' }, /^VaultError: give either token, or role_id with secret_id$/],
    ['a secret id alone', { secret_id: 'secret-id-3' }, /^VaultError: secret_id goes with role_id$/],
    ['a time that is none', { ttl: 'soon' }, /^VaultError: ttl must be a time such as 720h, not 'soon'$/],
    ['a token of two lines', { token: 'hvs.one\nX-Other: two' }, /^VaultError: token is not one line$/],
    [
      'nothing',
      { vault_url: '', role: '', token: '' },
      /^VaultError: no value for vault_url; no value for role; give either token/,
    ],
  ])('says what is wrong with %s', async (_, changes, words) => {
    expect(await failureOf(runner, 'vault_pki', www, args(changes))).toMatch(words);
  });

  it.each([
    [
      307,
      { location: 'https://other.example.org/v1/x' },
      /the server sends us to https:\/\/other\.example\.org\/v1\/x: give the active server's address$/,
    ],
    [503, {}, /refused \(HTTP 503\): sealed or down$/],
  ])('gives its token to no other server, after an answer %i', async (status, headers, words) => {
    const proxy = await startMoodyProxy(tls, vault.url, () => ({ kind: 'answers', status, headers }));
    try {
      expect(await failureOf(runner, 'vault_pki', www, args({ vault_url: proxy.url }))).toMatch(words);
    } finally {
      await proxy.close();
    }
  });
});
