import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import type { Runner } from '../../src/workflow/runner.js';
import { aCsr } from '../builders/pki-csr.js';
import { aRun, aRunner, shippedScript } from '../builders/runner.js';
import { acmeArgs } from './acme-args.js';
import { type Pebble, startPebble } from './pebble.js';
import type { Args } from './shipped.js';

const interpreter = await resolveInterpreter();
const { rung } = await findRung({ interpreter, environment: process.env, box: {} });

let pebble: Pebble;
let runner: Runner;
beforeAll(async () => {
  pebble = await startPebble();
  runner = await aRunner({ interpreter, rung });
});
afterAll(async () => {
  await runner.close();
  await pebble.close();
});

const accounts = (): number =>
  [...pebble.output().matchAll(/There are now (\d+) accounts/g)].map(([, count]) => Number(count)).at(-1) ??
  0;

/** One run of a profile, which keeps state or not; gives the state that it left. */
async function issue(args: Args, state: string | null): Promise<string> {
  const csr = aCsr({ names: ['state.example.org'] }).pem;
  const profile = acmeArgs(pebble, { ca_bundle: pebble.tls.ca.pem, account_key: '', ...args });
  const run = aRun(await shippedScript('acme'), { csr, args: profile, timeLimitMs: 60_000 });
  const outcome = await runner.run({ ...run, ...(state === null ? {} : { state }) });
  if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome));
  return outcome.state?.archive ?? '';
}

async function opened(runs: () => Promise<unknown>): Promise<number> {
  const before = accounts();
  await runs();
  return accounts() - before;
}

describe('the account of a profile that uses acme', { timeout: 90_000 }, () => {
  it('is one for all its runs when the profile keeps state, with nothing else to be said', async () => {
    const args = {};
    expect(await opened(async () => issue(args, await issue(args, await issue(args, ''))))).toBe(1);
  });

  it.runIf(rung >= 3)('is a new one in each run when its key is in /tmp and no state is kept', async () => {
    const args = { state_dir: '/tmp/acme' };
    expect(await opened(async () => [await issue(args, null), await issue(args, null)])).toBe(2);
  });

  it.runIf(rung >= 3)(
    'is one for all its runs when its key is in /tmp and the profile keeps state',
    async () => {
      const args = { state_dir: '/tmp/acme' };
      expect(await opened(async () => issue(args, await issue(args, '')))).toBe(1);
    },
  );
});
