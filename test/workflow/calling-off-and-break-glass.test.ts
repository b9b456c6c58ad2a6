import { describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { overrideRequest } from '../../src/workflow/override-request.js';
import { approvers, dan, gus, peopleDeciding, zoe } from '../builders/people-deciding.js';
import { ben, eve } from '../builders/profile.js';
import { amy, aStoredProfile, aStoredRequest, eli } from '../builders/workflow-bench.js';

describe('calling off and breaking glass', () => {
  const { room, ask, read, vote, cancel, breakGlass, lastAudit } = peopleDeciding();

  describe('cancelling', () => {
    it.each([
      [eve, 'by-requester'],
      [ben, 'by-admin'],
    ])('is for %j: %s', async (by, why) => {
      const request = await ask();
      expect(await cancel(request, by)).toMatchObject({ kind: 'cancelled' });
      expect(await read(request)).toMatchObject({ status: 'cancelled', cancelledBy: by.user, why });
      expect(await lastAudit()).toMatchObject({ action: 'request.cancelled', actor: by });
    });

    it('is refused to everybody else', async () => {
      const request = await ask();
      for (const other of [amy, eli]) {
        expect(await cancel(request, other)).toMatchObject({ refusals: [{ code: 'may-not-cancel' }] });
      }
      for (const nobody of [gus, dan, zoe]) {
        expect(await cancel(request, nobody ?? eve)).toMatchObject({ refusals: [{ code: 'no-standing' }] });
      }
      expect(await read(request)).toEqual(request);
    });

    it('is too late once a worker has it', async () => {
      const request = await ask({}, 1);
      await vote(request, amy);
      void issueCertificate(room().bench.one, request.id, 1);
      await expect.poll(async () => (await read(request)).status).toBe('issuing');
      expect(await cancel(request, eve)).toMatchObject({
        refusals: [{ code: 'too-late', status: 'issuing' }],
      });
    });

    it('and a worker at once: exactly one of them has the request', async () => {
      for (let round = 0; round < 12; round++) {
        const request = await ask({}, 1);
        await vote(request, amy);
        const before = room().bench.started.length;
        const working = issueCertificate(room().bench.one, request.id, 1);
        const result = await cancel(request, eve);
        const { status } = await read(request);
        if (result.kind === 'cancelled') {
          await working;
          expect([status, room().bench.started.length]).toEqual(['cancelled', before]);
        } else {
          expect(status).toBe('issuing');
          await expect.poll(() => room().bench.started.length).toBe(before + 1);
        }
      }
    });

    it('and an approval at once: what was first stands, and the other hears it', async () => {
      const outcomes = new Set<string>();
      for (let round = 0; round < 12; round++) {
        const request = await ask({}, 1);
        const [voted, called] = await Promise.all([vote(request, amy), cancel(request, eve)]);
        const after = await read(request);
        outcomes.add(`${voted.kind} ${called.kind}`);
        // An approved request may still be cancelled, so both may have their way in that order only.
        expect(after.status).toBe('cancelled');
        expect(called.kind).toBe('cancelled');
        expect(after.votes).toHaveLength(voted.kind === 'counted' ? 1 : 0);
      }
      expect([...outcomes].every((outcome) => /^(counted|refused) cancelled$/.test(outcome))).toBe(true);
    });
  });

  describe('break glass', () => {
    it('lets an admin approve alone, with a reason, where the profile allows it', async () => {
      const request = await ask({ breakGlass: true });
      expect(await breakGlass(request, ben)).toMatchObject({ kind: 'overridden' });
      expect(await read(request)).toMatchObject({
        ...{ status: 'approved', votes: [] },
        override: { by: ben.user, reason: 'the shop is down', at: room().bench.time.now },
      });
      expect(await lastAudit()).toMatchObject({
        ...{ action: 'request.override', actor: ben, facts: { reason: 'the shop is down' } },
      });
    });

    it('gives every reason why not', async () => {
      const request = await ask();
      expect(await breakGlass(request, amy, ' ')).toMatchObject({
        refusals: [{ code: 'not-an-admin' }, { code: 'no-break-glass' }, { code: 'reason-missing' }],
      });
      for (const nobody of [gus, dan, zoe]) {
        expect(await breakGlass(request, nobody ?? eve)).toMatchObject({
          refusals: [{ code: 'no-standing' }],
        });
      }
      expect(await read(request)).toEqual(request);
    });

    it('is refused on a card that shows something else', async () => {
      const request = await ask({ breakGlass: true });
      const wish = { requestId: request.id, admin: ben, reason: 'now' };
      for (const shownDigest of ['', 'e'.repeat(64), request.digest.slice(0, 15)]) {
        expect(await overrideRequest(room().bench.one, { ...wish, shownDigest })).toMatchObject({
          ...{ kind: 'refused', refusals: [{ code: 'changed-since-shown' }] },
        });
      }
      expect(await read(request)).toEqual(request);
    });

    it('is never for one’s own request', async () => {
      const profile = await aStoredProfile(room().stores, {
        approvers,
        policy: { ...openPolicy, breakGlass: true },
      });
      const request = await aStoredRequest(room().bench, profile, { requester: ben });
      expect(await breakGlass(request, ben)).toMatchObject({ refusals: [{ code: 'own-request' }] });
    });

    it('by two admins at once is one override', async () => {
      const deps = { ...room().bench.one, admins: { users: [ben.user, eli.user], groups: [] } };
      const request = await ask({ breakGlass: true });
      const wish = { requestId: request.id, reason: 'now', shownDigest: request.digest };
      const results = await Promise.all([ben, eli].map((admin) => overrideRequest(deps, { ...wish, admin })));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['overridden', 'refused']);
    });
  });
});
