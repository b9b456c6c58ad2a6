import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Request } from '../../src/domain/request.js';
import { cancelRequest } from '../../src/workflow/cancel-request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { issueCertificate } from '../../src/workflow/issue-certificate.js';
import { overrideRequest } from '../../src/workflow/override-request.js';
import { withdrawVote } from '../../src/workflow/withdraw-vote.js';
import { aDirectory } from '../builders/directory.js';
import { ben, eve } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  abe,
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  eli,
  type Person,
  person,
  type WorkflowBench,
} from '../builders/workflow-bench.js';
import { aStorePair, auditOf, type StorePair } from '../redis/store-pair.js';

const [gus, dan, zoe] = ['U0GUS', 'U0DAN', 'U0ZOE'].map(person);
const directory = aDirectory({ standings: { U0GUS: 'guest', U0DAN: 'deactivated', U0ZOE: 'outsider' } });
const approvers = { users: [amy.user, abe.user], groups: [] };

describe('deciding', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let bench: WorkflowBench;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    bench = aWorkflowBench(stores, directory);
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  const ask = async (policy: Partial<Policy> = {}, approvalsRequired = 2) => {
    const settings = { approvers, approvalsRequired, policy: { ...openPolicy, ...policy } };
    return aStoredRequest(bench, await aStoredProfile(stores, settings));
  };
  const read = async ({ id }: Request) => {
    const request = await stores.two.requests.read(id);
    if (!request) throw new Error(`no request ${id}`);
    return request;
  };
  const vote = (
    request: Request,
    approver: Person,
    decision: 'approve' | 'deny' = 'approve',
    reason: string | null = null,
  ) =>
    castVote(bench.one, {
      ...{ requestId: request.id, approver, decision, reason },
      shownDigest: request.digest,
    });
  const withdraw = (request: Request, approver: Person, shownDigest = request.digest) =>
    withdrawVote(bench.two, { requestId: request.id, approver, shownDigest });
  const cancel = (request: Request, by: Person) => cancelRequest(bench.two, { requestId: request.id, by });
  const breakGlass = (request: Request, admin: Person, reason = 'the shop is down') =>
    overrideRequest(bench.two, { requestId: request.id, admin, reason, shownDigest: request.digest });
  const lastAudit = async () => JSON.parse((await auditOf(stores)).at(-1)?.[1] ?? '{}');

  describe('a requester who may not ask any more', () => {
    const refused = [{ code: 'requester-barred' }];

    it.each([
      ['a guest', 'U0GUS'],
      ['deactivated', 'U0DAN'],
      ['an outsider', 'U0ZOE'],
    ])('is %s: approving is refused, also by break glass, denying is not', async (_, left) => {
      const policy = { ...openPolicy, breakGlass: true };
      const profile = await aStoredProfile(stores, { approvers, approvalsRequired: 1, policy });
      const request = await aStoredRequest(bench, profile, { requester: person(left) });
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
      expect(await read(request)).toMatchObject({ status: 'approved', expiresAt: bench.time.now + 5000 });
    });
  });

  describe('a vote that is taken back', () => {
    it('does not count, is kept, and can be cast again', async () => {
      const request = await ask();
      await vote(request, amy);
      expect(await withdraw(request, amy)).toMatchObject({ kind: 'withdrawn' });
      expect(await lastAudit()).toMatchObject({ action: 'request.vote-withdrawn', actor: amy });
      await vote(request, abe);
      const withdrawn = { approver: amy.user, withdrawnAt: bench.time.now };
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
      void issueCertificate(bench.one, request.id, 1);
      await expect.poll(async () => (await read(request)).status).toBe('issuing');
      expect(await cancel(request, eve)).toMatchObject({
        refusals: [{ code: 'too-late', status: 'issuing' }],
      });
    });

    it('and a worker at once: exactly one of them has the request', async () => {
      for (let round = 0; round < 12; round++) {
        const request = await ask({}, 1);
        await vote(request, amy);
        const before = bench.started.length;
        const working = issueCertificate(bench.one, request.id, 1);
        const result = await cancel(request, eve);
        const { status } = await read(request);
        if (result.kind === 'cancelled') {
          await working;
          expect([status, bench.started.length]).toEqual(['cancelled', before]);
        } else {
          expect(status).toBe('issuing');
          await expect.poll(() => bench.started.length).toBe(before + 1);
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
        override: { by: ben.user, reason: 'the shop is down', at: bench.time.now },
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
        expect(await overrideRequest(bench.one, { ...wish, shownDigest })).toMatchObject({
          ...{ kind: 'refused', refusals: [{ code: 'changed-since-shown' }] },
        });
      }
      expect(await read(request)).toEqual(request);
    });

    it('is never for one’s own request', async () => {
      const profile = await aStoredProfile(stores, {
        approvers,
        policy: { ...openPolicy, breakGlass: true },
      });
      const request = await aStoredRequest(bench, profile, { requester: ben });
      expect(await breakGlass(request, ben)).toMatchObject({ refusals: [{ code: 'own-request' }] });
    });

    it('by two admins at once is one override', async () => {
      const deps = { ...bench.one, admins: { users: [ben.user, eli.user], groups: [] } };
      const request = await ask({ breakGlass: true });
      const wish = { requestId: request.id, reason: 'now', shownDigest: request.digest };
      const results = await Promise.all([ben, eli].map((admin) => overrideRequest(deps, { ...wish, admin })));
      expect(results.map(({ kind }) => kind).sort()).toEqual(['overridden', 'refused']);
    });
  });
});
