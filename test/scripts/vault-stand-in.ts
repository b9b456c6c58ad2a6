import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { aCa, aCertificate, anIntermediate } from '../builders/pki.js';
import type { TlsServer } from './tls-server.js';

/** What a Vault is set up with: one PKI role, one token, one AppRole, in one namespace. */
export type VaultSettings = {
  readonly namespace: string;
  readonly mount: string;
  readonly role: string;
  readonly token: string;
  readonly appRole: { readonly mount: string; readonly roleId: string; readonly secretId: string };
};

export type Asked = { readonly path: string; readonly body: unknown };

const signBody = z.strictObject({
  csr: z.string(),
  common_name: z.string(),
  format: z.literal('pem'),
  ttl: z
    .string()
    .regex(/^\d+h$/)
    .optional(),
});
const loginBody = z.strictObject({ role_id: z.string(), secret_id: z.string().optional() });

type Answer = { readonly status: number; readonly body?: unknown };
const refused = (status: number, ...errors: string[]): Answer => ({ status, body: { errors } });

/**
 * A stand-in for HashiCorp Vault, which cannot be had here: written from its documented HTTP API (auth/approle/login,
 * auth/token/revoke-self, MOUNT/sign/ROLE), over HTTPS, with certificates by the openssl program.
 */
export async function startVaultStandIn(tls: TlsServer, settings: VaultSettings) {
  const root = aCa({ name: 'Stand-in Root' });
  const ca = anIntermediate({ ca: root, name: 'Stand-in Issuing CA' });
  const asked: Asked[] = [];
  const tokens = new Set([settings.token]);

  const login = (body: unknown): Answer => {
    const read = loginBody.safeParse(body);
    const { roleId, secretId } = settings.appRole;
    if (!read.success || read.data.role_id !== roleId || read.data.secret_id !== secretId)
      return refused(400, 'invalid role or secret ID');
    const token = `hvs.run-${tokens.size}`;
    tokens.add(token);
    return {
      status: 200,
      body: { data: null, warnings: null, auth: { client_token: token, lease_duration: 60 } },
    };
  };

  const sign = (role: string, body: unknown): Answer => {
    if (role !== settings.role) return refused(400, `unknown role: ${role}`);
    const read = signBody.safeParse(body);
    if (!read.success) return refused(400, 'the "csr" field was missing or empty');
    const { csr, common_name: name, ttl = '720h' } = read.data;
    if (!name.endsWith('.example.org')) return refused(400, `common name ${name} not allowed by this role`);
    const notAfter = new Date(Date.now() + Number.parseInt(ttl, 10) * 3_600_000);
    const { pem } = aCertificate({ ca, csr: { pem: csr }, notAfter });
    const chain = [ca.pem, root.pem].map((one) => one.trim());
    const data = { certificate: pem.trim(), issuing_ca: ca.pem.trim(), ca_chain: chain, serial_number: '01' };
    return {
      status: 200,
      body: { lease_id: '', data, warnings: ttl === '1h' ? ['TTL is short'] : null, auth: null },
    };
  };

  const answer = (path: string, headers: IncomingMessage['headers'], body: unknown): Answer => {
    const { namespace, mount, appRole } = settings;
    const token = String(headers['x-vault-token'] ?? '');
    if ((headers['x-vault-namespace'] ?? '') !== namespace) return refused(403, 'permission denied');
    if (path === `/v1/auth/${appRole.mount}/login`) return login(body);
    if (!tokens.has(token)) return refused(403, 'permission denied');
    if (path === '/v1/auth/token/revoke-self') return tokens.delete(token) ? { status: 204 } : refused(403);
    const [, role] = path.split(`/v1/${mount}/sign/`);
    return role === undefined ? refused(404) : sign(decodeURIComponent(role), body);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const body = await json(request);
    asked.push({ path, body });
    const { status, body: answered } = answer(path, request.headers, body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answered === undefined ? '' : JSON.stringify(answered));
  };
  const server = createServer(
    { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
    (request, response) => void serve(request, response).catch(() => request.socket.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `https://localhost:${address.port}`, asked, tokens, chain: [ca.pem, root.pem], close };
}
