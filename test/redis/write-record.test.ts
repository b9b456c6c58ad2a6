import { beforeEach, describe, expect, it } from 'vitest';
import { createWriteRecord, type RecordWrite, type WriteRecord } from '../../src/redis/write-record.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, auditOf, contentOf, type StorePair } from './store-pair.js';

describe('write-record', () => {
  let pair: StorePair;
  let write: WriteRecord;
  let key: (name: string) => string;
  let step: RecordWrite;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    write = createWriteRecord(pair.one.client);
    key = pair.one.client.keys.index;
    step = {
      ...{ key: key('record'), expected: 0, body: '{"ä":"\\u0000"}', audit: anEntry() },
      guards: [{ key: key('guard'), revision: 7 }],
      claims: [{ key: key('names'), name: 'new', owner: 'me' }],
      releases: [{ key: key('names'), name: 'old', owner: 'me' }],
      appends: [{ key: key('versions'), field: '1', value: 'first' }],
      unindex: [{ key: key('index-old'), member: 'me' }],
      index: [{ key: key('index-new'), member: 'me', score: 1_767_603_600_123.5 }],
    };
    await pair.raw.hset(key('guard'), 'revision', '7');
    await pair.raw.hset(key('names'), 'old', 'me');
    await pair.raw.zadd(key('index-old'), 1, 'me', 2, 'other');
  });

  it('writes the record and all that follows from it', async () => {
    expect(await write({ ...step, ttlMs: 5000.5 })).toBe('written');
    expect(await pair.raw.hget(key('record'), 'body')).toBe(step.body);
    expect(await pair.raw.hget(key('record'), 'revision')).toBe('1');
    expect(await pair.raw.pttl(key('record'))).toBeGreaterThan(4000);
    expect(await pair.raw.hgetall(key('names'))).toEqual({ new: 'me' });
    expect(await pair.raw.hgetall(key('versions'))).toEqual({ '1': 'first' });
    expect(await pair.raw.zrange(key('index-old'), 0, '-1')).toEqual(['other']);
    expect(await pair.raw.zscore(key('index-new'), 'me')).toBe('1767603600123.5');
    expect(await auditOf(pair)).toHaveLength(1);
  });

  it('leaves a claim that somebody else holds when it releases', async () => {
    await pair.raw.hset(key('names'), 'old', 'another');
    await write(step);
    expect(await pair.raw.hgetall(key('names'))).toEqual({ new: 'me', old: 'another' });
  });

  it('keeps what was appended first', async () => {
    await write(step);
    const appends = [{ key: key('versions'), field: '1', value: 'second' }];
    expect(await write({ ...step, expected: 1, appends })).toBe('written');
    expect(await pair.raw.hgetall(key('versions'))).toEqual({ '1': 'first' });
  });

  it('writes no audit entry for a record that has none', async () => {
    await write({ ...step, audit: null });
    expect(await auditOf(pair)).toEqual([]);
    expect(await pair.raw.exists(pair.one.client.keys.auditSequence)).toBe(0);
  });

  const having = async (done: Promise<unknown>, changed: Partial<RecordWrite>) => {
    await done;
    return changed;
  };
  const refusals: readonly [string, string, (before: StorePair) => Promise<Partial<RecordWrite>>][] = [
    ['exists', 'the record is there already', async () => having(write(step), {})],
    ['conflict', 'the record is at another revision', async () => having(write(step), { expected: 2 })],
    ['conflict', 'the record is gone', async () => ({ expected: 1 })],
    [
      'guard-failed',
      'the guard is at another revision',
      async ({ raw }) => having(raw.hset(key('guard'), 'revision', '8'), {}),
    ],
    ['guard-failed', 'the guard is gone', async ({ raw }) => having(raw.del(key('guard')), {})],
    [
      'taken',
      'another owns what is claimed',
      async ({ raw }) => having(raw.hset(key('names'), 'new', 'another'), {}),
    ],
  ];
  it.each(refusals)('answers %s and writes nothing at all when %s', async (outcome, _, prepare) => {
    const changed = await prepare(pair);
    const before = await contentOf(pair);
    expect(await write({ ...step, ...changed })).toBe(outcome);
    expect(await contentOf(pair)).toEqual(before);
  });

  it('writes nothing when the audit log refuses the entry', async () => {
    await pair.raw.xadd(pair.one.client.keys.audit, '99-0', 'entry', 'from the future');
    await pair.raw.set(pair.one.client.keys.auditSequence, '3');
    const before = await contentOf(pair);
    await expect(write(step)).rejects.toThrow('XADD');
    expect(await contentOf(pair)).toEqual(before);
  });

  it('writes nothing, and says store-unavailable, when Redis has no memory left', async () => {
    const before = await contentOf(pair);
    await pair.raw.config('SET', 'maxmemory', '1');
    try {
      await expect(write(step)).rejects.toMatchObject({ code: 'store-unavailable' });
    } finally {
      await pair.raw.config('SET', 'maxmemory', '0');
    }
    expect(await contentOf(pair)).toEqual(before);
  });
});
