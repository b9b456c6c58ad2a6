import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCa, aCertificate, aCsr, type Ca } from '../builders/pki.js';

/** The files of a TLS server on this machine, and of the CA that vouches for it. */
export type TlsServer = {
  readonly ca: Ca;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
};

export function aTlsServer(dir: string): TlsServer {
  const ca = aCa({ name: 'Test TLS Root' });
  const csr = aCsr({ commonName: 'localhost', names: ['localhost', '127.0.0.1'] });
  const { pem } = aCertificate({ ca, csr, extensions: ['extendedKeyUsage=serverAuth'] });
  const write = (name: string, text: string): string => {
    writeFileSync(join(dir, name), text, { mode: 0o600 });
    return join(dir, name);
  };
  return {
    ca,
    caFile: write('tls-ca.pem', ca.pem),
    certFile: write('tls.pem', pem),
    keyFile: write('tls.key', csr.keyPem),
  };
}
