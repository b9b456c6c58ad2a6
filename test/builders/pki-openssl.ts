import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for one openssl call: `write` returns the path of a file, `read` its text. Gone afterwards. */
export type Desk = {
  readonly path: (name: string) => string;
  readonly write: (name: string, text: string) => string;
  readonly read: (name: string) => string;
};

/** Runs `work` in a temporary directory that is removed whatever happens. */
export function atDesk<T>(work: (desk: Desk) => T): T {
  const dir = mkdtempSync(join(tmpdir(), `countersign-pki-${process.pid}-`));
  const path = (name: string) => join(dir, name);
  try {
    return work({
      path,
      write: (name, text) => {
        writeFileSync(path(name), text, { mode: 0o600 });
        return path(name);
      },
      read: (name) => readFileSync(path(name), 'utf8'),
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs the openssl binary and returns its stdout; throws with its stderr when it refuses. */
export function openssl(args: readonly string[], input: string | Buffer = ''): string {
  const done = spawnSync('openssl', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    // openssl x509 reads the system's CA bundle at each start unless it is told otherwise.
    env: { PATH: process.env.PATH ?? '', SSL_CERT_FILE: '/dev/null', OPENSSL_CONF: '/dev/null' },
  });
  if (done.error) throw new Error(`openssl ${args[0]} could not be started`, { cause: done.error });
  if (done.status !== 0) throw new Error(`openssl ${args.join(' ')} refused: ${done.stderr}`);
  return done.stdout;
}
