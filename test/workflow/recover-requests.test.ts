import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import type { Request } from '../../src/domain/request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { recoverRequests } from '../../src/workflow/recover-requests.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { anEntry, type StorePair } from '../redis/store-pair.js';

const hour = 3_600_000;

describe('recoverRequests', () => {
  let stores: StorePair;
  let bench: WorkflowBench;
  let profile: Profile;

  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    stores = storesOfTest();
    bench = aWorkflowBench(stores);
    profile = await aStoredProfile(stores);
  });

  const read = async ({ id }: Request) => {
    const request = await stores.two.requests.read(id);
    if (!request) throw new Error(`no request ${id}`);
    return request;
  };
  const approved = async () => {
    const request = await aStoredRequest(bench, profile);
    const { id: requestId, digest: shownDigest } = request;
    await castVote(bench.one, { requestId, approver: amy, decision: 'approve', reason: null, shownDigest });
    return read(request);
  };
  const changeProfile = async (step: (profile: Profile) => Profile) => {
    const subject = { kind: 'profile', id: profile.id } as const;
    const audit = anEntry({ subject });
    await stores.one.profiles.update(profile.id, (current) => ({ next: step(current), audit }));
  };
  /** By both processes at once. */
  const recover = () => Promise.all([recoverRequests(bench.one), recoverRequests(bench.two)]);

  it('queues again what lost its wake-up, and leaves alone what was said', async () => {
    const [waiting, said] = [await approved(), await aStoredRequest(bench, profile)];
    await stores.one.requests.settleAnnouncement(said.id, said.revision);
    Object.assign(bench.woken, { issue: [], announce: [] });
    await recover();
    expect(new Set(bench.woken.issue)).toEqual(new Set([`${waiting.id}-1`]));
    expect(new Set(bench.woken.announce)).toEqual(new Set([waiting.id]));
    expect(await read(waiting)).toEqual(waiting);
  });

  it('makes a run unknown when its lease ended, not to be retried before it must be over', async () => {
    const request = await approved();
    void issueCertificate(bench.one, request.id, 1);
    await expect.poll(() => bench.started).toHaveLength(1);
    const started = bench.time.now;
    await recover();
    expect((await read(request)).status).toBe('issuing');
    bench.time.now += 30_001;
    await recover();
    const unknown = await read(request);
    expect(unknown).toMatchObject({ status: 'unknown', why: 'lease-ended', run: 1 });
    expect(unknown).toMatchObject({ retryAfter: started + profile.version.settings.timeLimitMs + 5000 });
    await recover();
    expect(await read(request)).toEqual(unknown);
  });

  it('lets what waited too long expire: a request without a decision, an approval without a worker', async () => {
    const [undecided, unused] = [await aStoredRequest(bench, profile), await approved()];
    bench.time.now += hour;
    await recover();
    expect(await read(undecided)).toMatchObject({ status: 'expired', from: 'pending', votes: [] });
    expect(await read(unused)).toMatchObject({ status: 'expired', from: 'approved' });
    await issueCertificate(bench.two, unused.id, 1);
    expect(bench.started).toEqual([]);
  });

  it('makes a pending request follow its profile, once', async () => {
    const request = await aStoredRequest(bench, profile);
    await changeProfile((current) => ({ ...current, version: { ...current.version, number: 2 } }));
    await recover();
    const renewed = await read(request);
    expect(renewed).toMatchObject({ status: 'pending', revision: 2, voidings: [{ from: 1, to: 2 }] });
    expect(renewed.digest).not.toBe(request.digest);
    await changeProfile((current) => ({ ...current, status: 'disabled' }));
    await recover();
    expect(await read(request)).toMatchObject({ status: 'cancelled', why: 'profile-disabled', revision: 3 });
  });

  it('leaves an approved request to the profile version that was approved', async () => {
    const request = await approved();
    await changeProfile((current) => ({ ...current, version: { ...current.version, number: 2 } }));
    await recover();
    expect(await read(request)).toEqual(request);
  });
});
