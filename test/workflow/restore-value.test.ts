import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/domain/audit-entry.js';
import { openStores } from '../../src/redis/open-stores.js';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';
import { restoreValue } from '../../src/workflow/restore-value.js';
import { eve } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aRequest } from '../builders/request.js';

const ring = [{ name: 'k1', key: randomBytes(32) }];
const sealer = createSealer(ring, randomBytes(32));

describe('restoreValue', () => {
  let redis: TestRedis;
  let stores: ReturnType<typeof openStores>;

  beforeAll(async () => {
    redis = await aRedis();
    stores = openStores({
      ...{ redis: redis.connect(), workspace: 'test', timeoutMs: 2000 },
      ...{ draftTtlMs: 60_000, keepOutputMs: 60_000 },
    });
  });
  afterAll(() => redis.close());

  const aFailedRequest = async (id: string) => {
    const mark = sealer.mark('the right one', { owner: 'request', id, name: 'token' });
    const request = aRequest({ status: 'failed' });
    const failed = {
      ...{ ...request, id, revision: 1, requester: eve, sealed: {} },
      snapshot: { ...request.snapshot, dynamicMarks: { token: mark } },
    };
    const profile = request.snapshot.profile.id;
    await stores.client.command((client) =>
      client.hset(stores.client.keys.profile(profile), 'revision', '1'),
    );
    const audit: AuditEntry = {
      ...{ format: 1, at: 0, actor: { system: 'test' }, surface: 'demo', action: 'test', facts: {} },
      subject: { kind: 'request', id },
    };
    const guard = { kind: 'profile', id: profile, revision: 1 } as const;
    expect(await stores.requests.create(failed, audit, guard)).toBe('created');
  };

  const deps = () => ({
    ...{
      requests: stores.requests,
      sealer,
      clock: { now: () => 1 },
      admins: { users: ['U0ADA'], groups: [] },
    },
    directory: { standing: async () => ({ kind: 'member' }) as const, membersOf: async () => [] },
  });
  const enter = (requestId: string, value: string, user = eve.user) =>
    restoreValue(deps(), { requestId, by: { ...eve, user }, name: 'token', value });

  it('seals the approved value again for the request, without its trailing newline', async () => {
    await aFailedRequest('0000-0001');
    const restored = await enter('0000-0001', 'the right one\n');
    expect(restored).toMatchObject({ kind: 'restored', missing: [] });
    const stored = await stores.requests.read('0000-0001');
    const sealed = stored?.sealed.token;
    expect(sealed).toBeDefined();
    if (sealed) {
      const binding = { owner: 'request', id: '0000-0001', name: 'token' } as const;
      expect(createOpener(ring).open(sealed, binding)).toBe('the right one');
    }
  });

  it('refuses any other value and keeps nothing of it', async () => {
    await aFailedRequest('0000-0002');
    expect(await enter('0000-0002', 'a wrong one')).toMatchObject({ kind: 'refused' });
    expect((await stores.requests.read('0000-0002'))?.sealed).toEqual({});
  });

  it('does not tell anybody but the requester or an admin whether a guess is right', async () => {
    await aFailedRequest('0000-0003');
    const right = await enter('0000-0003', 'the right one', 'U0ABE');
    expect(right).toEqual(await enter('0000-0003', 'a wrong one', 'U0ABE'));
    expect(await enter('0000-0003', 'the right one', 'U0ADA')).toMatchObject({ kind: 'restored' });
  });
});
