import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../builders/free-port.js';
import { aCa } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';
import { aProgram } from './a-program.js';
import { aTlsServer } from './tls-server.js';

export const authKey = '0123456789abcdef0123456789abcdef';

/** A real `cfssl serve` over HTTPS; its profiles take authenticated requests only. */
export async function startCfssl() {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-cfssl-'));
  const tls = aTlsServer(dir);
  const ca = aCa({ name: 'Test CFSSL CA', key: 'p256' });
  const write = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text, { mode: 0o600 });
    return join(dir, name);
  };
  const profile = { auth_key: 'ours', expiry: '720h', usages: ['digital signature', 'server auth'] };
  const config = {
    signing: { default: profile, profiles: { short: { ...profile, expiry: '48h' } } },
    auth_keys: { ours: { type: 'standard', key: authKey } },
  };
  const port = await freePort();
  const server = await aProgram({
    command: 'cfssl',
    args: [
      ...['serve', '-address', '127.0.0.1', '-port', String(port)],
      ...['-ca', write('ca.pem', ca.pem), '-config', write('cfssl.json', JSON.stringify(config))],
      // CFSSL of 2016 reads EC keys in the form of SEC 1 only.
      ...['-ca-key', write('ca.key', openssl(['ec'], ca.key.pem))],
      ...['-tls-cert', tls.certFile, '-tls-key', tls.keyFile],
    ],
    ...{ cwd: dir, isReady: /Now listening on/ },
  });
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url: `https://localhost:${port}`, tls, caPem: ca.pem, output: server.output, close };
}
