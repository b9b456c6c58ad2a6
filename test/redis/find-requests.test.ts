import { beforeEach, describe, expect, it } from 'vitest';
import type { Request, Status } from '../../src/domain/request.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aCertificate, aRequest, aSnapshot } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type aStorePair, type StorePair } from './store-pair.js';

const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;
const all = { skip: 0, limit: 100 };
const day = 86_400_000;

describe('finding requests by several conditions', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    await pair.one.profiles.create(aProfile(), anEntry());
  });
  const create = (request: Request) => pair.one.requests.create(request, anEntry(), guard);
  const find: Awaited<ReturnType<typeof aStorePair>>['two']['requests']['find'] = (filter, range) =>
    pair.two.requests.find(filter, range);

  async function some(count: number, status: (index: number) => Status, user: (index: number) => string) {
    for (let index = 0; index < count; index++) {
      const id = `aaaa-${String(index).padStart(4, '0')}`;
      const requester = { user: user(index), team: 'T0TEAM' };
      await create(aRequest({ id, status: status(index), requester, createdAt: MONDAY + index }));
    }
  }

  it('gives pages, newest first, and how many there are', async () => {
    await some(
      25,
      () => 'pending',
      () => 'U0EVE',
    );
    const first = await find({ requester: 'U0EVE' }, { skip: 0, limit: 10 });
    expect(first).toMatchObject({ total: 25, isAll: true });
    expect(first.ids[0]).toBe('aaaa-0024');
    expect(first.ids).toHaveLength(10);
    const third = await find({ requester: 'U0EVE' }, { skip: 20, limit: 10 });
    expect(third.ids).toEqual(['aaaa-0004', 'aaaa-0003', 'aaaa-0002', 'aaaa-0001', 'aaaa-0000']);
    expect((await find({}, { skip: 30, limit: 10 })).ids).toEqual([]);
  });

  it('gives those that meet all conditions, and counts them', async () => {
    const isOdd = (index: number) => index % 2 === 1;
    await some(
      30,
      (index) => (index % 3 === 0 ? 'denied' : 'pending'),
      (index) => (isOdd(index) ? 'U0EVE' : 'U0ELI'),
    );
    const found = await find({ requester: 'U0EVE', status: 'denied' }, { skip: 1, limit: 2 });
    expect(found).toEqual({ ids: ['aaaa-0021', 'aaaa-0015'], total: 5, isAll: true });
    expect(await find({ requester: 'U0EVE', status: 'issued' }, all)).toEqual({
      ...{ ids: [], total: 0, isAll: true },
    });
    expect((await find({ profileId: 'pr0web', status: 'denied', requester: 'U0ELI' }, all)).total).toBe(5);
    expect((await find({ profileId: 'other', status: 'denied' }, all)).total).toBe(0);
  });

  it('finds a whole name in any spelling, and a common name that is no host', async () => {
    await create(aRequest({ id: 'aaaa-aaaa' }));
    await create(
      aRequest({ id: 'bbbb-bbbb', snapshot: aSnapshot({ commonName: "Eve's Client", names: [] }) }),
    );
    expect((await find({ name: 'WWW.Example.com.' }, all)).ids).toEqual(['aaaa-aaaa']);
    expect((await find({ name: "eve's client" }, all)).ids).toEqual(['bbbb-bbbb']);
    expect((await find({ name: 'example' }, all)).ids).toEqual([]);
  });

  it('says when it did not look at all of them', async () => {
    const index = (name: string) => pair.one.client.keys.index(name);
    const members = Array.from({ length: 6000 }, (_, n) => [n, `m${n}`]).flat();
    await pair.raw.zadd(index('requests:requester:U0EVE'), ...members);
    await pair.raw.zadd(index('requests:state:pending'), ...members, 6000, 'more');
    const found = await find({ requester: 'U0EVE', status: 'pending' }, { skip: 0, limit: 3 });
    expect(found).toEqual({ ids: ['m5999', 'm5998', 'm5997'], total: 5000, isAll: false });
  });

  it('lists certificates that end in a span, soonest first, of all or of one requester', async () => {
    const ends = [5, 3, 40, -2].map((days, index) => ({
      id: `aaaa-000${index}`,
      notAfter: MONDAY + days * day,
    }));
    for (const { id, notAfter } of ends) {
      const requester = { user: id === 'aaaa-0001' ? 'U0ELI' : 'U0EVE', team: 'T0TEAM' };
      await create(aRequest({ id, status: 'issued', requester, certificate: aCertificate({ notAfter }) }));
    }
    const span = { from: MONDAY, until: MONDAY + 30 * day };
    expect(await pair.two.requests.ending(span, 10)).toEqual(['aaaa-0001', 'aaaa-0000']);
    expect(await pair.two.requests.ending(span, 1)).toEqual(['aaaa-0001']);
    expect(await pair.two.requests.ending({ ...span, requester: 'U0EVE' }, 10)).toEqual(['aaaa-0000']);
    expect(await pair.two.requests.ending({ ...span, requester: 'U0ADA' }, 10)).toEqual([]);
  });
});
