import { beforeEach, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import type { ProfileTest } from '../../src/domain/profile-test.js';
import { throwAwayCsr } from '../../src/keys/make-key.js';
import type { Reached } from '../../src/workflow/notifier.js';
import { runTest } from '../../src/workflow/run-test.js';
import { startTest, type TestForm } from '../../src/workflow/start-test.js';
import { tendTests } from '../../src/workflow/tend-tests.js';
import { ben, eve } from '../builders/profile.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import {
  aStoredProfile,
  aWorkflowBench,
  raised,
  timedOut,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { anEntry, auditOf, contentOf, type StorePair, silentLog } from '../redis/store-pair.js';

const WAIT_MS = 60_000;

describe('the test of a profile', () => {
  let pair: StorePair;
  let bench: WorkflowBench;
  let told: ProfileTest[];
  let queued: string[];
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    bench = aWorkflowBench(pair);
    [told, queued] = [[], []];
  });

  const depsOf = (worker: 'one' | 'two') => ({
    ...bench[worker],
    testNotifier: {
      tell: async (test: ProfileTest): Promise<Reached<{ readonly ts: string }>> => {
        told.push(test);
        return { ok: true, ts: '1' };
      },
    },
    testQueue: { addTest: async (id: string) => void queued.push(id) },
    profileNews: { wake: () => undefined },
    ...{ throwAwayCsr, testWaitMs: WAIT_MS },
  });
  const start = async (profile: Profile, form: Partial<TestForm> = {}) =>
    startTest(depsOf('one'), {
      ...{ id: '0000-0001', tester: ben, profileId: profile.id, version: profile.version.number },
      ...{ name: 'Test.Example.COM.', dynamicValues: {}, ...form },
    });
  const started = async (settings: Partial<ProfileSettings> = {}) => {
    const profile = await aStoredProfile(pair, settings);
    expect(await start(profile)).toMatchObject({ kind: 'started' });
    return profile;
  };
  const read = () => pair.one.tests.read('0000-0001');
  const tend = () => tendTests(depsOf('two'));
  const running = async (count = 1) => {
    while (bench.open.length < count) await new Promise((done) => setTimeout(done, 5));
  };

  it('is of a name in its normal form, for which nobody has the key, told before it can run', async () => {
    const profile = await started();
    const test = await read();
    expect(test?.snapshot).toMatchObject({ commonName: 'test.example.com', profile: { version: 1 } });
    expect(queued).toEqual(['0000-0001']);
    expect((await pair.one.profiles.read(profile.id))?.news).toMatchObject([
      { kind: 'tested', commonName: 'test.example.com', by: ben },
    ]);
    expect(JSON.stringify(await contentOf(pair))).not.toContain('PRIVATE KEY');
  });

  it('is for admins, of the version that they saw, with values that fit', async () => {
    const parameters = [
      { name: 'days', sensitive: false, dynamic: true, check: { kind: 'integer' } },
      { name: 'otp', sensitive: true, dynamic: true },
    ] as const;
    const profile = await aStoredProfile(pair, { parameters });
    expect(await start(profile, { tester: eve })).toMatchObject({ kind: 'refused' });
    expect(await start(profile, { version: 2 })).toEqual({ kind: 'profile-changed' });
    const refused = await start(profile, { name: 'no name', dynamicValues: { days: 'soon' } });
    expect(refused).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'name' }, { field: { parameter: 'days' } }, { field: { parameter: 'otp' } }],
    });
    expect(await read()).toBeNull();
  });

  it.each(['../etc', 'http://x', 'a b.example.com', `${'x'.repeat(200)}.example.com`, ''])(
    'is not of the name "%s"',
    async (name) => {
      expect(await start(await aStoredProfile(pair), { name })).toMatchObject({
        kind: 'faults',
        faults: [{ field: 'name' }],
      });
    },
  );

  it('says every rule of the policy that the name breaks', async () => {
    const names = { ...openPolicy.names, allowed: ['.example.org'], denied: ['test.example.com'] };
    const profile = await aStoredProfile(pair, { policy: { ...openPolicy, names } });
    expect(await start(profile)).toMatchObject({ kind: 'faults', faults: [{ field: 'name' }] });
  });

  it('takes a key of a kind that the policy takes', async () => {
    const keys = { ...openPolicy.keys, algorithms: ['RSA'] as const, leastRsaBits: 3072 };
    await started({ policy: { ...openPolicy, keys } });
    expect((await read())?.snapshot.csr.key).toMatchObject({ algorithm: 'RSA', bits: 3072 });
  });

  it('is one test and one run, however often it is sent and queued', async () => {
    const profile = await started();
    expect(await start(profile)).toMatchObject({ kind: 'started' });
    const runs = [runTest(depsOf('one'), '0000-0001'), runTest(depsOf('two'), '0000-0001')];
    await running();
    for (const open of bench.open) open.end(raised);
    await Promise.all(runs);
    await runTest(depsOf('two'), '0000-0001');
    expect(bench.started).toEqual(['0000-0001-1']);
    expect(told.map(({ state }) => state.kind === 'ended' && state.result.kind)).toEqual(['failed']);
    expect(await read()).toMatchObject({ sealed: {}, state: { kind: 'ended', told: true } });
    const actions = (await auditOf(pair)).map(([, entry]) => JSON.parse(entry).action);
    expect(actions.filter((action: string) => action.startsWith('profile.test'))).toEqual([
      'profile.test-asked',
      'profile.test-queued',
      'profile.test-started',
      'profile.test-ended',
    ]);
    await tend();
    expect(told).toHaveLength(1);
  });

  it('whose worker died is over with its lease, never run again; what comes late is told as well', async () => {
    await started();
    const run = runTest(depsOf('one'), '0000-0001');
    await running();
    await tend();
    expect(told).toEqual([]);
    bench.time.now += 30_000;
    await tend();
    await tend();
    expect(told.map(({ state }) => state.kind === 'ended' && state.result)).toEqual([
      { kind: 'unknown', why: 'lease-ended' },
    ]);
    await runTest(depsOf('two'), '0000-0001');
    expect(bench.started).toHaveLength(1);
    bench.time.now += 1000;
    bench.open[0]?.end(raised);
    await run;
    expect(told.at(-1)?.state).toMatchObject({ result: { kind: 'failed' } });
    expect(told).toHaveLength(2);
  });

  it('that took too long leaves open what the CA did', async () => {
    await started();
    const run = runTest(depsOf('one'), '0000-0001');
    await running();
    bench.open[0]?.end(timedOut);
    await run;
    expect(told[0]?.state).toMatchObject({ result: { kind: 'unknown', why: 'timed-out' } });
  });

  it('that no worker takes is queued again, and over after a while', async () => {
    await started();
    queued.length = 0;
    await tend();
    expect(queued).toEqual(['0000-0001']);
    bench.time.now += WAIT_MS;
    await tend();
    expect(told[0]?.state).toMatchObject({ result: { kind: 'not-run', why: 'no-worker' } });
    await runTest(depsOf('one'), '0000-0001');
    expect(bench.started).toEqual([]);
  });

  it('is not run by a profile that moved on', async () => {
    const profile = await started();
    await pair.one.profiles.update(profile.id, (current) => ({
      next: { ...current, version: { ...current.version, number: 2 } },
      audit: anEntry(),
    }));
    await runTest(depsOf('one'), '0000-0001');
    expect(told[0]?.state).toMatchObject({ result: { kind: 'not-run', why: 'profile-changed' } });
    expect(bench.started).toEqual([]);
  });

  it('does not wait for the state of its profile', async () => {
    const profile = await started({ keepsState: true });
    const lock = await pair.two.states.lock(profile.id, { requestId: '0000-0009', run: 1 }, 30_000);
    expect(lock).not.toBeNull();
    await runTest(depsOf('one'), '0000-0001');
    expect(told[0]?.state).toMatchObject({ result: { kind: 'not-run', why: 'state-in-use' } });
  });

  it('is told again while Slack is away, until it is there', async () => {
    await started();
    let isAway = true;
    const deps = depsOf('one');
    const testNotifier = {
      tell: async (test: ProfileTest) => {
        if (isAway) throw new Error('Slack is away');
        return deps.testNotifier.tell(test);
      },
    };
    const run = runTest({ ...deps, testNotifier, log: silentLog }, '0000-0001');
    await running();
    bench.open[0]?.end(raised);
    await run;
    expect(told).toEqual([]);
    isAway = false;
    await tendTests({ ...deps, testNotifier });
    expect(told).toHaveLength(1);
  });
});
