import { beforeEach, describe, expect, it } from 'vitest';
import { judgeRetry } from '../../src/domain/grant-retry.js';
import type { Profile } from '../../src/domain/profile.js';
import { baseOf, type Request } from '../../src/domain/request.js';
import { tendMadeKeys } from '../../src/workflow/tend-made-keys.js';
import {
  aKeyBench,
  aKeyProfile,
  aMadeRequest,
  became,
  day,
  issued,
  type KeyBench,
} from '../builders/key-bench.js';
import { aFailure } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from '../redis/store-pair.js';

const hour = 3_600_000;

describe('tendMadeKeys', () => {
  let stores: StorePair;
  let bench: KeyBench;
  let profile: Profile;
  let request: Request;

  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    stores = storesOfTest();
    bench = aKeyBench(stores);
    profile = await aKeyProfile(stores);
    request = await aMadeRequest(bench, profile);
  });

  /** By both processes at once, `ms` later. */
  const tendAfter = async (ms: number) => {
    bench.time.now += ms;
    await Promise.all([tendMadeKeys(bench.one), tendMadeKeys(bench.two)]);
    const { length } = await stores.raw.keys(`countersign:{${stores.workspace}}:made-key:*`);
    const stored = await stores.one.requests.read(request.id);
    expect((await stores.one.madeKeys.kept()).length).toBe(length);
    return [stored?.madeKey?.state, length];
  };
  const at = () => bench.time.now;

  it('keeps a key while its request may still be issued', async () => {
    expect(await tendAfter(30 * day)).toEqual(['held', 1]);
  });

  it('deletes a key that nobody fetched within the days of its profile, and says so', async () => {
    await issued(bench, request);
    expect(await tendAfter(7 * day - 1)).toEqual(['held', 1]);
    bench.woken.length = 0;
    expect(await tendAfter(1)).toEqual(['deleted', 0]);
    expect(bench.woken).toEqual([request.id]);
  });

  it('lets Redis end it then, too, should no process be there to do it', async () => {
    await issued(bench, request);
    await tendAfter(0);
    const { madeKey } = stores.one.client.keys;
    const left = await stores.raw.pttl(madeKey(request.id, request.snapshot.csr.publicKeySha256));
    expect(left).toBeGreaterThan(6.9 * day);
    expect(left).toBeLessThanOrEqual(7 * day);
  });

  it.each([
    ['denied', () => ({ status: 'denied', deniedBy: 'U0AMY', denial: null, deniedAt: at() }) as const],
    ['cancelled', () => ({ status: 'cancelled', cancelledBy: 'U0EVE', why: '', cancelledAt: at() }) as const],
    ['expired', () => ({ status: 'expired', from: 'pending', expiredAt: at() }) as const],
  ])('deletes the key of a request that was %s', async (_, ending) => {
    await became(bench, request, { ...baseOf(request), ...ending() });
    expect(await tendAfter(0)).toEqual(['deleted', 0]);
  });

  it('keeps the key of a failed request as long as one that was issued; then it may not be retried', async () => {
    const approved = {
      status: 'approved',
      approvedAt: at(),
      expiresAt: at() + day,
      retriedBy: null,
    } as const;
    const taken = await became(bench, request, { ...baseOf(request), ...approved });
    const issuing = { status: 'issuing', run: 1, worker: 'w', leaseUntil: at() } as const;
    const running = await became(bench, taken, { ...baseOf(taken), ...issuing });
    await became(bench, running, {
      ...baseOf(running),
      changedAt: at(),
      status: 'failed',
      failure: aFailure(),
    });
    expect(await tendAfter(7 * day - 1)).toEqual(['held', 1]);
    expect(await tendAfter(1)).toEqual(['deleted', 0]);
    const failed = await stores.one.requests.read(request.id);
    const codes = failed && judgeRetry(failed, at(), 30 * day).map(({ code }) => code);
    expect(codes).toEqual(['made-key-gone']);
  });

  it('deletes a key whose request was never sent, after an hour', async () => {
    const address = { request: '0000-lost', publicKeySha256: 'a'.repeat(64) };
    await bench.one.keySafe.put(address, 'pem', at());
    expect(await tendAfter(hour)).toEqual(['held', 2]);
    expect(await tendAfter(1)).toEqual(['held', 1]);
  });

  it('deletes the key of another try for the same request at once', async () => {
    const address = { request: request.id, publicKeySha256: 'a'.repeat(64) };
    await bench.one.keySafe.put(address, 'pem', at());
    expect(await tendAfter(0)).toEqual(['held', 1]);
    const [kept] = await stores.one.madeKeys.kept();
    expect(kept?.publicKeySha256).toBe(request.snapshot.csr.publicKeySha256);
  });

  it('goes on with the others when one cannot be read', async () => {
    await bench.one.keySafe.put({ request: '0000-aaaa', publicKeySha256: 'a'.repeat(64) }, 'pem', 0);
    await stores.raw.hset(stores.one.client.keys.request('0000-aaaa'), { revision: '1', body: 'broken' });
    await issued(bench, request);
    bench.time.now += 8 * day;
    await tendMadeKeys(bench.one);
    expect((await stores.one.requests.read(request.id))?.madeKey?.state).toBe('deleted');
    expect(bench.log.join()).toContain('could not be tended');
  });
});
