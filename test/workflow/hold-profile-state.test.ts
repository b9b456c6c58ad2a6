import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import { createStateBox } from '../../src/redis/secret-box.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { recoverRequests } from '../../src/workflow/recover-requests.js';
import type { LeftState, RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  certificates,
  lost,
  raised,
  returned,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { anEntry, contentOf, type StorePair } from '../redis/store-pair.js';

const keptBy = (archive: string | null, note = ''): LeftState => ({ archive, note });
const withState = (outcome: RunOutcome, state: LeftState): RunOutcome =>
  outcome.kind === 'returned' || outcome.kind === 'failed' ? { ...outcome, state } : outcome;
const issued = (archive: string | null, note = '') =>
  withState(returned(certificates[0] ?? ''), keptBy(archive, note));

describe('a profile that keeps state', () => {
  let stores: StorePair;
  let bench: WorkflowBench;
  let profile: Profile;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    stores = storesOfTest();
    bench = aWorkflowBench(stores);
    profile = await aStoredProfile(stores, { keepsState: true });
  });

  const anApproved = async (): Promise<string> => {
    const { id, digest } = await aStoredRequest(bench, profile);
    const ballot = { decision: 'approve', reason: null, shownDigest: digest } as const;
    await castVote(bench.one, { ...ballot, requestId: id, approver: amy });
    return id;
  };
  /** A worker whose script ends at once in this way, and what its runs were given. */
  const aWorker = (outcome: RunOutcome, changes: Partial<WorkflowBench['one']> = {}) => {
    const inputs: RunInput[] = [];
    const run = async (input: RunInput) => {
      inputs.push(input);
      return outcome;
    };
    const deps = { ...bench.one, ...changes, runner: { run, close: async () => undefined } };
    return { inputs, issue: (id: string) => issueCertificate(deps, id, 1) };
  };
  const statusOf = async (id: string) => (await stores.one.requests.read(id))?.status;
  const logOf = async (id: string) => (await stores.one.runLogs.read(id, 1))?.output;

  it('gives each run what the last one left, be it issued or failed', async () => {
    const given: (string | undefined)[] = [];
    for (const outcome of [issued('one'), withState(raised, keptBy('two')), issued('three'), lost]) {
      const worker = aWorker(outcome);
      await worker.issue(await anApproved());
      given.push(worker.inputs[0]?.state);
    }
    const last = aWorker(issued('four'));
    await last.issue(await anApproved());
    expect([...given, last.inputs[0]?.state]).toEqual(['', 'one', 'two', 'three', 'three']);
  });

  it('gives nothing to the runs of other profiles', async () => {
    await aWorker(issued('one')).issue(await anApproved());
    profile = await aStoredProfile(stores, { keepsState: true });
    const other = aWorker(issued('other'));
    await other.issue(await anApproved());
    profile = await aStoredProfile(stores);
    const stateless = aWorker(returned(certificates[0] ?? ''));
    await stateless.issue(await anApproved());
    expect([other.inputs[0]?.state, stateless.inputs[0]?.state]).toEqual(['', undefined]);
  });

  it('lets one run at a time have it: the next stays approved, is woken when the first ends, and goes on', async () => {
    const [first, second, third] = [await anApproved(), await anApproved(), await anApproved()];
    const running = issueCertificate(bench.one, first, 1);
    await expect.poll(() => bench.open.length).toBe(1);
    await Promise.all([second, third].map((id) => issueCertificate(bench.two, id, 1)));
    expect(await Promise.all([first, second, third].map(statusOf))).toEqual([
      'issuing',
      'approved',
      'approved',
    ]);
    expect(bench.started).toHaveLength(1);
    bench.woken.issue.length = 0;
    bench.open[0]?.end(issued('left'));
    await running;
    expect([...bench.woken.issue].sort()).toEqual([`${second}-1`, `${third}-1`]);
    const next = aWorker(issued('left'));
    await next.issue(second);
    expect([next.inputs[0]?.state, await statusOf(second)]).toEqual(['left', 'issued']);
  });

  it('is free for the next when its worker is gone: recovery finds those that wait', async () => {
    const brief = { ...bench.one, leaseMs: 400 };
    const [first, second] = [await anApproved(), await anApproved()];
    void issueCertificate(brief, first, 1);
    await expect.poll(() => bench.open.length).toBe(1);
    await issueCertificate(bench.two, second, 1);
    expect(await statusOf(second)).toBe('approved');
    await pause(450);
    bench.woken.issue.length = 0;
    await recoverRequests(bench.two);
    expect(bench.woken.issue).toEqual([`${second}-1`]);
    await aWorker(issued('of the second')).issue(second);
    expect(await statusOf(second)).toBe('issued');

    bench.open[0]?.end(issued('of the first, late'));
    await expect.poll(() => logOf(first)).toContain('was forgotten or replaced meanwhile');
    const last = aWorker(issued(null));
    await last.issue(await anApproved());
    expect(last.inputs[0]?.state).toBe('of the second');
  });

  it('stays locked as long as the run takes', async () => {
    const renewing = { ...bench.one, leaseMs: 300, leaseRenewMs: 50 };
    const [first, second] = [await anApproved(), await anApproved()];
    const running = issueCertificate(renewing, first, 1);
    await expect.poll(() => bench.open.length).toBe(1);
    for (let at = 0; at < 5; at++) {
      await pause(100);
      await issueCertificate(bench.two, second, 1);
    }
    expect(bench.started).toHaveLength(1);
    bench.open[0]?.end(issued(null));
    await running;
  });

  it('keeps the old one, with a word for admins and the certificate all the same, when the new one is too large', async () => {
    await aWorker(issued('small')).issue(await anApproved());
    for (const outcome of [
      issued(null, 'packed, it would be over 1024 KB'),
      issued('x'.repeat((1 << 20) + 1)),
    ]) {
      const id = await anApproved();
      await aWorker(outcome).issue(id);
      expect(await statusOf(id)).toBe('issued');
      expect(await logOf(id)).toMatch(/^Countersign: .*(over 1024 KB|too large)/);
    }
    const next = aWorker(issued(null));
    await next.issue(await anApproved());
    expect(next.inputs[0]?.state).toBe('small');
  });

  it('does not come back when it was forgotten while a run had it', async () => {
    await aWorker(issued('old')).issue(await anApproved());
    const id = await anApproved();
    const running = issueCertificate(bench.one, id, 1);
    await expect.poll(() => bench.open.length).toBe(1);
    expect(await stores.two.states.forget(profile.id, anEntry())).toBe(true);
    bench.open[0]?.end(issued('older still'));
    await running;
    expect([await statusOf(id), await stores.one.states.read(profile.id)]).toEqual(['issued', null]);
  });

  it('opens by an old key, is sealed under the new one, and no script runs without the key', async () => {
    const ring = ['old', 'new', 'other'].map((name, at) => ({ name, key: Buffer.alloc(32, at + 1) }));
    const [old, fresh, other] = ring;
    if (!old || !fresh || !other) throw new Error('three names make three keys');
    await aWorker(issued('one'), { stateBox: createStateBox([old]) }).issue(await anApproved());
    const rotated = aWorker(issued('two'), { stateBox: createStateBox([fresh, old]) });
    await rotated.issue(await anApproved());
    expect(rotated.inputs[0]?.state).toBe('one');
    expect((await stores.one.states.read(profile.id))?.sealed.key).toBe('new');
    const id = await anApproved();
    const keyless = aWorker(issued('three'), { stateBox: createStateBox([other]) });
    await keyless.issue(id);
    expect(keyless.inputs).toEqual([]);
    expect(await stores.one.requests.read(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'secret-missing' },
    });
  });

  it('is in no record as it is', async () => {
    await aWorker(issued('canary-canary-canary')).issue(await anApproved());
    const content = Buffer.from(Object.values(await contentOf(stores)).join(''), 'base64').toString('latin1');
    expect(content).not.toContain('canary');
  });
});
