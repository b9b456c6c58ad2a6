import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntrySchema, auditHash } from '../../src/domain/audit-entry.js';
import { aProfile } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aRequest } from '../builders/request.js';
import { anEntry, aStorePair, auditOf } from './store-pair.js';

describe('the audit log', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());

  it('has one entry for each change and none for what was refused, numbered without gap or double', async () => {
    const pair = await aStorePair(redis);
    const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;
    await pair.one.profiles.create(aProfile(), anEntry({ action: 'profile.created' }));
    await pair.one.requests.create(aRequest(), anEntry({ action: 'request.created' }), guard);
    const stores = [pair.one, pair.two];
    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        stores[at % 2]?.requests.update('7k3m-q2fp', (request) => {
          if (at % 3 === 0) return { refusal: 'no' };
          const audit = anEntry({ at, facts: { reason: 'ä\ud800"', number: 0.1, nothing: null } });
          return { next: { ...request, changedAt: at }, audit };
        }),
      ),
    );
    const log = await auditOf(pair);
    expect(log.map(([sequence]) => sequence)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
    const entries = log.map(([, text]) => auditEntrySchema.parse(JSON.parse(text)));
    expect(log.map(([, , hash]) => hash)).toEqual(entries.map(auditHash));
    expect(entries.slice(0, 2).map(({ action }) => action)).toEqual(['profile.created', 'request.created']);
    expect(new Set(entries.slice(2).map(({ at }) => at)).size).toBe(20);
    pair.close();
  });
});
