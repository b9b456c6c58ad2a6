import { beforeEach, describe, expect, it } from 'vitest';
import { recordVote } from '../../src/domain/record-vote.js';
import type { Request } from '../../src/domain/request.js';
import { startRun } from '../../src/domain/start-run.js';
import type { Change } from '../../src/workflow/ports.js';
import { aProfile } from '../builders/profile.js';
import { aRequest, aSnapshot, aVote } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, auditOf, contentOf, type StorePair } from './store-pair.js';

const audit = anEntry();
const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;

describe('createRequestStore', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    await pair.one.profiles.create(aProfile(), audit);
  });
  const create = (request: Request) => pair.one.requests.create(request, audit, guard);

  it('gives a request back as it was created, at revision 1', async () => {
    const request = aRequest({ revision: 9, reason: 'ä\u0000😀\ud800' });
    expect(await create(request)).toBe('created');
    expect(await pair.two.requests.read(request.id)).toEqual({ ...request, revision: 1 });
    expect(await pair.two.requests.read('zzzz-zzzz')).toBeNull();
  });

  it('refuses an id that is taken and a profile that moved on, and writes nothing', async () => {
    await create(aRequest());
    const before = await contentOf(pair);
    expect(await create(aRequest({ reason: 'another' }))).toBe('id-taken');
    const moved = { ...guard, revision: 2 };
    expect(await pair.one.requests.create(aRequest({ id: 'zzzz-zzzz' }), audit, moved)).toBe('guard-failed');
    expect(await contentOf(pair)).toEqual(before);
  });

  it('lets one of twenty callers on two stores take an approved request', async () => {
    const { id } = aRequest({ status: 'approved' });
    await create(aRequest({ status: 'approved' }));
    const swap =
      (worker: string) =>
      (request: Request): Change<Request, 'lost'> =>
        request.status === 'approved'
          ? { next: startRun(request, { worker, now: 5, leaseMs: 10 }), audit, guard }
          : { refusal: 'lost' };
    const stores = [pair.one, pair.two];
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, caller) =>
        stores[caller % 2]?.requests.update(id, swap(`worker-${caller}`)),
      ),
    );
    expect(taken.filter((result) => result?.kind === 'changed')).toHaveLength(1);
    expect(taken.filter((result) => result?.kind === 'refused')).toHaveLength(19);
    expect((await pair.one.requests.read(id))?.runs).toHaveLength(1);
    expect(await auditOf(pair)).toHaveLength(3);
  });

  it('counts both of two votes in the same millisecond', async () => {
    const snapshot = aSnapshot({ approvalsRequired: 2 });
    const request = aRequest({ snapshot });
    await create(request);
    const vote = (approver: string) => (current: Request) => {
      if (current.status !== 'pending') return { refusal: 'decided' };
      return { next: recordVote(current, aVote({ approver, digest: request.digest }), 1000), audit };
    };
    await Promise.all([
      pair.one.requests.update(request.id, vote('U0AMY')),
      pair.two.requests.update(request.id, vote('U0ABE')),
    ]);
    const voted = await pair.one.requests.read(request.id);
    expect(voted).toMatchObject({ status: 'approved', revision: 3 });
    expect(voted?.votes.map(({ approver }) => approver).sort()).toEqual(['U0ABE', 'U0AMY']);
  });

  it('changes nothing when refused, when the guard moved on, and when there is no such request', async () => {
    const { id } = aRequest();
    await create(aRequest());
    const before = await contentOf(pair);
    const next = (request: Request) => ({ next: { ...request, reason: 'x' }, audit });
    expect(await pair.one.requests.update(id, () => ({ refusal: ['no'] }))).toMatchObject({
      ...{ kind: 'refused', refusal: ['no'], record: { id } },
    });
    const moved = { ...guard, revision: 2 };
    expect(
      await pair.one.requests.update(id, (request) => ({ ...next(request), guard: moved })),
    ).toMatchObject({
      ...{ kind: 'guard-failed', record: { id } },
    });
    expect(await pair.one.requests.update('zzzz-zzzz', next)).toEqual({ kind: 'missing' });
    expect(await contentOf(pair)).toEqual(before);
  });

  it('throws on a change that the life of a request does not have, on another id and on an invalid record', async () => {
    const { id } = aRequest();
    await create(aRequest());
    const before = await contentOf(pair);
    const become = (next: Request) => pair.one.requests.update(id, () => ({ next, audit }));
    await expect(become(aRequest({ status: 'issued' }))).rejects.toThrow(
      'is pending and cannot become issued',
    );
    await expect(become(aRequest({ id: 'zzzz-zzzz' }))).rejects.toThrow('cannot become request zzzz-zzzz');
    await expect(become({ ...aRequest(), digest: 'short' })).rejects.toThrow('digest (too_small)');
    expect(await contentOf(pair)).toEqual(before);
  });

  it('throws, naming id and format, on a record of a later version', async () => {
    const key = pair.one.client.keys.request('7k3m-q2fp');
    await pair.raw.hset(key, { revision: 1, body: JSON.stringify({ ...aRequest(), format: 2 }) });
    await expect(pair.one.requests.read('7k3m-q2fp')).rejects.toThrow('request 7k3m-q2fp has format 2');
    await pair.raw.hset(key, { body: JSON.stringify({ ...aRequest(), votes: 'secret' }) });
    const read = pair.one.requests.read('7k3m-q2fp');
    await expect(read).rejects.toThrow('request 7k3m-q2fp is not a valid record: votes');
    await expect(read).rejects.not.toThrow('secret');
    await pair.raw.hset(key, { body: '{' });
    await expect(pair.one.requests.read('7k3m-q2fp')).rejects.toThrow('request 7k3m-q2fp is not JSON');
  });

  it('counts a change once when two stores make twenty each', async () => {
    const { id } = aRequest();
    await create(aRequest());
    const append = (request: Request) => ({
      next: { ...request, reason: `${request.reason ?? ''}x` },
      audit,
    });
    const stores = [pair.one, pair.two];
    await Promise.all(
      Array.from({ length: 40 }, (_, caller) => stores[caller % 2]?.requests.update(id, append)),
    );
    expect(await pair.one.requests.read(id)).toMatchObject({ reason: 'x'.repeat(40), revision: 41 });
  });
});
