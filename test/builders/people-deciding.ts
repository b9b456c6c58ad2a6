import { afterAll, beforeAll } from 'vitest';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { Request } from '../../src/domain/request.js';
import { cancelRequest } from '../../src/workflow/cancel-request.js';
import { castVote } from '../../src/workflow/cast-vote.js';
import { overrideRequest } from '../../src/workflow/override-request.js';
import { withdrawVote } from '../../src/workflow/withdraw-vote.js';
import { aStorePair, auditOf, type StorePair } from '../redis/store-pair.js';
import { aDirectory } from './directory.js';
import { aRedis, type TestRedis } from './redis.js';
import {
  abe,
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  type Person,
  person,
  type WorkflowBench,
} from './workflow-bench.js';

/** Who may not act here: a guest, somebody who left, somebody of another workspace. */
export const [gus, dan, zoe] = ['U0GUS', 'U0DAN', 'U0ZOE'].map(person);
const directory = aDirectory({ standings: { U0GUS: 'guest', U0DAN: 'deactivated', U0ZOE: 'outsider' } });
/** amy and abe. */
export const approvers = { users: [amy.user, abe.user], groups: [] };

/**
 * People deciding about requests, by two processes over one real Redis: registers the hooks of a file, and gives what
 * its tests do. `room()` has the stores and the bench.
 */
export function peopleDeciding() {
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
  return { room: () => ({ stores, bench }), ask, read, vote, withdraw, cancel, breakGlass, lastAudit };
}
