import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import type { Runner } from '../../src/workflow/runner.js';
import { aRunner } from '../builders/runner.js';
import { acmeArgs, acmeArgsByDns } from './acme-args.js';
import { type Pebble, startPebble } from './pebble.js';
import { issueBy } from './shipped.js';

let pebble: Pebble;
let runner: Runner;
let state: string;
beforeAll(async () => {
  const [started, interpreter] = await Promise.all([startPebble(), resolveInterpreter()]);
  pebble = started;
  state = join(pebble.dir, 'state');
  mkdirSync(state, { mode: 0o700 });
  const box = { writable: [state, pebble.hookFolder] };
  const environment = { PATH: process.env.PATH };
  const { rung } = await findRung({ interpreter, environment, box });
  runner = await aRunner({ interpreter, environment, box, rung });
});
afterAll(async () => {
  await runner.close();
  await pebble.close();
});

describe('a script that we ship, in the closest box that this machine allows', { timeout: 90_000 }, () => {
  it('has all that it needs: acme by http-01, its key in a folder that it may change', async () => {
    const args = acmeArgs(pebble, { ca_bundle: pebble.tls.ca.pem, account_key: '', state_dir: state });
    const wish = { commonName: 'boxed.example.org', names: ['boxed.example.org', 'b.example.org'] };
    expect((await issueBy(runner, 'acme', wish, args)).checks).toContain('chain');
    expect(readdirSync(state)).toHaveLength(1);
  });

  it('has all that it needs: acme by dns-01, with a hook in a folder that it may change', async () => {
    const wish = { names: ['*.boxed.example.org'] };
    const args = acmeArgsByDns(pebble, { ca_bundle: pebble.tls.ca.pem });
    expect((await issueBy(runner, 'acme', wish, args)).checks).toContain('chain');
  });

  it('has all that it needs: local_ca in a folder that it may change', async () => {
    const args = { ca_dir: join(state, 'ca'), ca_passphrase: 'correct horse battery', valid_days: '9' };
    const wish = { commonName: 'boxed.example.org', names: ['boxed.example.org'] };
    expect((await issueBy(runner, 'local_ca', wish, args)).checks).toContain('chain');
  });
});
