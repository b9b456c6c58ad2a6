import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Request } from '../../src/domain/request.js';
import { type CastVoteResult, castVote } from '../../src/workflow/cast-vote.js';
import type { Directory, Standing } from '../../src/workflow/ports.js';
import { aDirectory } from '../builders/directory.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import {
  amy,
  aStoredProfile,
  aStoredRequest,
  aWorkflowBench,
  type Person,
  person,
} from '../builders/workflow-bench.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

const [gus, gil, dan, zoe, bot] = ['U0GUS', 'U0GIL', 'U0DAN', 'U0ZOE', 'U0BOT'].map(person);
const standings = {
  ...{ U0GUS: 'guest', U0GIL: 'guest', U0DAN: 'deactivated', U0ZOE: 'outsider', U0BOT: 'bot' },
} as const satisfies Record<string, Standing['kind']>;

describe('castVote', () => {
  let redis: TestRedis;
  let stores: StorePair;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  /** Everybody of the test is an approver by the group; the guest gil is also listed by user id. */
  const voteOf = async (
    approver: Person | undefined,
    directory: Directory,
    late = 0,
  ): Promise<{ result: CastVoteResult | Error; before: Request; after: Request | null }> => {
    const bench = aWorkflowBench(stores, directory);
    const profile = await aStoredProfile(stores, { approvers: { users: ['U0GIL'], groups: ['S0ALL'] } });
    const before = await aStoredRequest(bench, profile);
    bench.time.now += late;
    const ballot = {
      requestId: before.id,
      approver: approver ?? amy,
      decision: 'approve',
      reason: null,
    } as const;
    const result = await castVote(bench.one, { ...ballot, shownDigest: before.digest }).catch(
      (err: Error) => err,
    );
    return { result, before, after: await stores.two.requests.read(before.id) };
  };
  const everybody = aDirectory({ standings, groups: { S0ALL: ['U0AMY', ...Object.keys(standings)] } });

  it.each([
    { approver: gus, standing: 'guest' },
    { approver: dan, standing: 'deactivated' },
    { approver: zoe, standing: 'outsider' },
    { approver: bot, standing: 'bot' },
  ])(
    'of an approver who is $standing by now is refused, and nothing is recorded',
    async ({ approver, standing }) => {
      const { result, before, after } = await voteOf(approver, everybody);
      expect(result).toMatchObject({ kind: 'refused', refusals: [{ code: 'no-standing', standing }] });
      expect(after).toEqual(before);
    },
  );

  it('of a guest whom the profile lists by name counts', async () => {
    const { result, after } = await voteOf(gil, everybody);
    expect(result).toMatchObject({ kind: 'counted' });
    expect(after).toMatchObject({ status: 'approved', votes: [{ approver: 'U0GIL' }] });
  });

  it.each([
    ['who somebody is', { standing: () => Promise.reject(new Error('no answer')) }],
    ['who is in the group', { membersOf: () => Promise.reject(new Error('no answer')) }],
  ])('is neither yes nor no when Slack does not say %s', async (_, silence) => {
    const { result, before, after } = await voteOf(amy, { ...everybody, ...silence });
    expect(result).toEqual(new Error('no answer'));
    expect(after).toEqual(before);
  });

  it('does not count after the time of the request is over', async () => {
    const { result, after } = await voteOf(amy, everybody, 3_600_001);
    expect(result).toMatchObject({ kind: 'refused', refusals: [{ code: 'already-decided' }] });
    expect(after).toMatchObject({ votes: [] });
  });
});
