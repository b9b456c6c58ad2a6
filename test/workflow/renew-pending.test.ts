import { beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { renewPendingOf } from '../../src/workflow/renew-pending.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { anEntry, type StorePair } from '../redis/store-pair.js';

describe('renewPendingOf', () => {
  let stores: StorePair;
  let bench: WorkflowBench;
  let profile: Profile;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    stores = storesOfTest();
    bench = aWorkflowBench(stores);
    profile = await aStoredProfile(stores, { approvalsRequired: 2 });
  });

  const change = (step: (profile: Profile) => Profile) =>
    stores.one.profiles.update(profile.id, (current) => ({
      next: step(current),
      audit: anEntry({ subject: { kind: 'profile', id: profile.id } }),
    }));

  it('voids the votes of what is pending, wakes its announcer, and leaves other profiles alone', async () => {
    const [request, other] = [
      await aStoredRequest(bench, profile),
      await aStoredRequest(bench, await aStoredProfile(stores)),
    ];
    const ballot = { approver: amy, decision: 'approve', reason: null } as const;
    await castVote(bench.one, { ...ballot, requestId: request.id, shownDigest: request.digest });
    await change((current) => ({
      ...current,
      version: {
        ...current.version,
        number: 2,
        settings: { ...current.version.settings, description: 'new' },
      },
    }));
    bench.woken.announce.length = 0;
    await Promise.all([renewPendingOf(bench.one, profile.id), renewPendingOf(bench.two, profile.id)]);
    expect(await stores.two.requests.read(request.id)).toMatchObject({
      snapshot: { profile: { version: 2 } },
      voidings: [{ from: 1, to: 2 }],
    });
    expect(bench.woken.announce).toEqual([request.id]);
    expect(await stores.two.requests.read(other.id)).toEqual(other);
  });

  it('cancels what is pending when the profile was disabled', async () => {
    const request = await aStoredRequest(bench, profile);
    await change((current) => ({ ...current, status: 'disabled' }));
    await renewPendingOf(bench.one, profile.id);
    expect(await stores.two.requests.read(request.id)).toMatchObject({
      status: 'cancelled',
      why: 'profile-disabled',
    });
  });
});
