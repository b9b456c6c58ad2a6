import { describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { approvers, peopleDeciding } from '../builders/people-deciding.js';
import { ben, eve } from '../builders/profile.js';
import { abe, amy, aStoredProfile, aStoredRequest, eli, person } from '../builders/workflow-bench.js';

describe('deciding', () => {
  const { room, ask, read, vote, withdraw, breakGlass, lastAudit } = peopleDeciding();

  describe('a requester who may not ask any more', () => {
    const refused = [{ code: 'requester-barred' }];

    it.each([
      ['a guest', 'U0GUS'],
      ['deactivated', 'U0DAN'],
      ['an outsider', 'U0ZOE'],
    ])('is %s: approving is refused, also by break glass, denying is not', async (_, left) => {
      const policy = { ...openPolicy, breakGlass: true };
      const profile = await aStoredProfile(room().stores, { approvers, approvalsRequired: 1, policy });
      const request = await aStoredRequest(room().bench, profile, { requester: person(left) });
      expect(await vote(request, amy)).toMatchObject({ kind: 'refused', refusals: refused });
      expect(await breakGlass(request, ben)).toMatchObject({ kind: 'refused', refusals: refused });
      expect(await vote(request, amy, 'deny')).toMatchObject({ kind: 'counted' });
    });

    it('is refused with the other reasons', async () => {
      const request = await ask({ requesters: { users: [eli.user], groups: [] } });
      expect(await vote(request, eli)).toMatchObject({
        refusals: [
          { code: 'not-an-approver' },
          { code: 'requester-barred', refusal: { code: 'not-a-requester' } },
        ],
      });
      expect((await read(request)).votes).toEqual([]);
    });
  });

  describe('a reason', () => {
    it.each(['approve', 'deny'] as const)('is kept with the vote: %s', async (decision) => {
      const request = await ask();
      expect(await vote(request, amy, decision, 'looks right')).toMatchObject({ kind: 'counted' });
      expect(await read(request)).toMatchObject({ votes: [{ decision, reason: 'looks right' }] });
    });

    it.each(['approve', 'deny'] as const)('is missing where the profile demands it: %s', async (decision) => {
      const request = await ask({ reasons: { ...openPolicy.reasons, [decision]: 'mandatory' } });
      for (const reason of [null, '', ' \n ']) {
        expect(await vote(request, amy, decision, reason)).toMatchObject({
          ...{ kind: 'refused', refusals: [{ code: 'reason-missing', decision }] },
        });
      }
      expect(await read(request)).toEqual(request);
      expect(await vote(request, amy, decision, 'because')).toMatchObject({ kind: 'counted' });
    });
  });

  describe('the policy', () => {
    const noEc = { ...openPolicy, keys: { ...openPolicy.keys, algorithms: ['Ed25519'] as const } };

    it('is held against the request again at an approval; a denial needs none', async () => {
      const request = await ask(noEc);
      expect(await vote(request, amy)).toMatchObject({
        ...{ kind: 'refused', refusals: [{ code: 'policy-refuses', refusals: [{ code: 'key-algorithm' }] }] },
      });
      expect(await read(request)).toEqual(request);
      expect(await vote(request, amy, 'deny')).toMatchObject({ kind: 'counted' });
    });

    it('stands against an admin, too', async () => {
      const request = await ask({ ...noEc, breakGlass: true });
      expect(await breakGlass(request, ben)).toMatchObject({
        ...{ kind: 'refused', refusals: [{ code: 'policy-refuses' }] },
      });
      expect(await read(request)).toEqual(request);
    });

    it('says how long an approval holds', async () => {
      const request = await ask({ approvalExpiryMs: 5000 }, 1);
      await vote(request, amy);
      expect(await read(request)).toMatchObject({
        status: 'approved',
        expiresAt: room().bench.time.now + 5000,
      });
    });
  });

  describe('a vote that is taken back', () => {
    it('does not count, is kept, and can be cast again', async () => {
      const request = await ask();
      await vote(request, amy);
      expect(await withdraw(request, amy)).toMatchObject({ kind: 'withdrawn' });
      expect(await lastAudit()).toMatchObject({ action: 'request.vote-withdrawn', actor: amy });
      await vote(request, abe);
      const withdrawn = { approver: amy.user, withdrawnAt: room().bench.time.now };
      expect(await read(request)).toMatchObject({
        ...{ status: 'pending', votes: [withdrawn, { approver: abe.user }] },
      });
      expect(await vote(request, amy)).toMatchObject({ kind: 'counted' });
      expect(await read(request)).toMatchObject({ status: 'approved', votes: [withdrawn, {}, {}] });
    });

    it('is refused to whoever has none, and after the decision', async () => {
      const request = await ask();
      await vote(request, amy);
      for (const other of [abe, eve, eli]) {
        expect(await withdraw(request, other)).toMatchObject({ refusals: [{ code: 'no-vote' }] });
      }
      expect(await withdraw(request, amy, 'e'.repeat(64))).toMatchObject({
        ...{ refusals: [{ code: 'changed-since-shown' }] },
      });
      await vote(request, abe);
      expect(await withdraw(request, amy)).toMatchObject({
        ...{ refusals: [{ code: 'already-decided', status: 'approved' }] },
      });
    });

    it('twice at once is taken back once', async () => {
      const request = await ask();
      await vote(request, amy);
      const results = await Promise.all([withdraw(request, amy), withdraw(request, amy)]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(['refused', 'withdrawn']);
    });
  });
});
