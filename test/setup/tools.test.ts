import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCheckout, type Checkout, call, type Ended } from './a-checkout.js';

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
});
afterEach(() => {
  checkout.remove();
});
const run = (script: string, name: string): Promise<Ended> =>
  checkout.node(['-e', call(checkout, script, name)], { PATH: checkout.bin });

describe('check-node', () => {
  it.each(['18.20.4', '20.18.3'])('refuses Node %s, saying which one is needed', async (version) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
    const args = [
      '--import',
      `data:text/javascript,${pretend}`,
      join(checkout.dir, 'setup', 'check-node.mjs'),
    ];
    const ended = await checkout.node(args);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`20.19 or newer; this is ${version}`),
    });
  });
});

describe('missingTools', () => {
  const missing = async (): Promise<readonly string[]> =>
    JSON.parse((await run('required-tools.mjs', 'missingTools')).stdout);

  it('finds nothing wrong with the python3 and openssl of this machine', async () => {
    checkout.link('python3', 'openssl');
    expect(await missing()).toEqual([]);
  });

  it('names the package of each that is missing, all at once', async () => {
    expect(await missing()).toEqual([
      expect.stringMatching(/Python 3\.9 .* no python3 on PATH.* package python3 /),
      expect.stringMatching(/openssl 3 .* no openssl on PATH.* package openssl /),
    ]);
  });

  it('shows the version of one that is too old', async () => {
    checkout.program('python3', 'echo Python 3.8');
    checkout.program('openssl', 'echo LibreSSL 3.3.6');
    expect(await missing()).toEqual([
      expect.stringContaining('"Python 3.8"'),
      expect.stringContaining('"LibreSSL 3.3.6"'),
    ]);
  });
});

describe('ensureRedisServer', () => {
  const ensure = (): Promise<Ended> => run('redis-server.mjs', 'ensureRedisServer');

  it('says nothing when it is there', async () => {
    checkout.link('redis-server');
    expect(await ensure()).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('installs it where nobody has to be asked, the package lists first if need be, and says so', async () => {
    const calls = join(checkout.dir, 'calls');
    const install = `echo "#!/bin/sh" > ${checkout.bin}/redis-server; /bin/chmod +x ${checkout.bin}/redis-server`;
    const packager = (needsUpdate: boolean) => `
      [ "$1" = --version ] && exit 0
      echo "$*" >> ${calls}
      case "$*" in *update) : > ${calls}.updated; exit 0;; esac
      ${needsUpdate ? `[ -e ${calls}.updated ] || exit 100` : ''}
      ${install}`;
    checkout.program('sudo', 'shift; exec "$@"');
    checkout.program('apt-get', packager(true));
    checkout.program('brew', packager(false));
    checkout.program('env', 'shift; exec "$@"');

    const ended = await ensure();
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/installing redis/) });
    const isMac = process.platform === 'darwin';
    const expected = isMac ? ['install'] : ['install', 'update', 'install'];
    const made = readFileSync(calls, 'utf8').trim().split('\n');
    expect(made.map((line) => /install|update/.exec(line)?.[0])).toEqual(expected);
  });

  it('stops with the one line to type where it may not install', async () => {
    checkout.program('dnf', 'exit 0');
    const ended = await ensure();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('\n    sudo dnf install -y redis\n');
  });

  it('stops with that line and the output when the installation fails', async () => {
    checkout.program('sudo', 'shift; exec "$@"');
    checkout.program('env', 'shift; exec "$@"');
    for (const name of ['apt-get', 'brew']) {
      checkout.program(name, '[ "$1" = --version ] || { echo no network; exit 100; }');
    }
    const ended = await ensure();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('no network');
    expect(ended.stderr).toMatch(/ {4}(sudo apt-get install -y redis-server|brew install redis)\n/);
  });
});

describe('ensureDependencies', () => {
  it('runs npm ci once, and again when the lockfile has changed', async () => {
    const ensure = () => checkout.node(['-e', call(checkout, 'dependencies.mjs', 'ensureDependencies')]);
    expect(await ensure()).toMatchObject({ code: 0, stdout: expect.stringContaining('npm ci') });
    expect(existsSync(join(checkout.dir, 'node_modules', 'part'))).toBe(true);
    expect((await ensure()).stdout).toBe('');
    const lockfile = readFileSync(join(checkout.dir, 'package-lock.json'), 'utf8');
    checkout.write('package-lock.json', `${lockfile}\n`);
    expect((await ensure()).stdout).toContain('npm ci');
  });

  it('stops with what npm says when it fails', async () => {
    checkout.write('package-lock.json', '{}');
    const ended = await checkout.node(['-e', call(checkout, 'dependencies.mjs', 'ensureDependencies')]);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('npm ci failed') });
  });
});

describe('ensureTestCas', () => {
  it('names each package that it would install', async () => {
    checkout.program('pebble', 'exit 0');
    checkout.program('dnf', 'exit 0');
    expect((await run('test-cas.mjs', 'ensureTestCas')).stderr).toContain('dnf install -y pebble\n');
    checkout.program('pebble-challtestsrv', 'exit 0');
    expect((await run('test-cas.mjs', 'ensureTestCas')).stderr).toContain('dnf install -y cfssl\n');
    checkout.program('cfssl', 'exit 0');
    expect(await run('test-cas.mjs', 'ensureTestCas')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
