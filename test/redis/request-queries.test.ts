import { beforeEach, describe, expect, it } from 'vitest';
import { finishRun } from '../../src/domain/finish-run.js';
import type { Request } from '../../src/domain/request.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aCertificate, aRequest } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair } from './store-pair.js';

const audit = anEntry();
const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;

describe('finding requests', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    await pair.one.profiles.create(aProfile(), audit);
  });
  const create = (request: Request) => pair.one.requests.create(request, audit, guard);
  const issuing = aRequest({ status: 'issuing' });
  const lose = (request: Request) => {
    const result = { kind: 'unknown', why: 'lease-ended', retryAfter: 0 } as const;
    const next = finishRun(request, 1, result, MONDAY);
    return next ? { next, audit } : { refusal: 'nothing' };
  };

  it('lists a state oldest first, up to a time and a limit', async () => {
    const ids = ['aaaa-aaaa', 'bbbb-bbbb', 'cccc-cccc'];
    for (const [index, id] of ids.entries()) await create(aRequest({ id, changedAt: 30 - index }));
    const { requests } = pair.two;
    expect(await requests.inState('pending', 30, 10)).toEqual(['cccc-cccc', 'bbbb-bbbb', 'aaaa-aaaa']);
    expect(await requests.inState('pending', 29, 10)).toEqual(['cccc-cccc', 'bbbb-bbbb']);
    expect(await requests.inState('pending', 30, 1)).toEqual(['cccc-cccc']);
    expect(await requests.inState('approved', 30, 10)).toEqual([]);
  });

  it('lists the requests of a profile newest first', async () => {
    for (const [index, id] of ['aaaa-aaaa', 'bbbb-bbbb'].entries())
      await create(aRequest({ id, createdAt: index }));
    expect(await pair.two.requests.ofProfile('pr0web', 10)).toEqual(['bbbb-bbbb', 'aaaa-aaaa']);
    expect(await pair.two.requests.ofProfile('pr0web', 1)).toEqual(['bbbb-bbbb']);
  });

  it('lists requests at rest that still hold a sensitive value', async () => {
    const value = { format: 1, key: 'k1', nonce: '', ciphertext: '', tag: '' } as const;
    await create(aRequest({ status: 'failed', id: 'aaaa-aaaa', changedAt: 5, sealed: { token: value } }));
    await create(aRequest({ status: 'failed', id: 'bbbb-bbbb', changedAt: 5 }));
    await create(aRequest({ id: 'cccc-cccc', changedAt: 5, sealed: { token: value } }));
    expect(await pair.two.requests.holdingSensitive(5, 10)).toEqual(['aaaa-aaaa']);
    expect(await pair.two.requests.holdingSensitive(4, 10)).toEqual([]);
  });

  it('finds a lease that lapsed, and not one that was renewed', async () => {
    await create(issuing);
    const { requests } = pair.one;
    expect(await requests.lapsedLeases(issuing.leaseUntil - 1, 10)).toEqual([]);
    expect(await requests.lapsedLeases(issuing.leaseUntil, 10)).toEqual([issuing.id]);
    expect(await pair.two.requests.renewLease(issuing.id, 1, issuing.leaseUntil + 500)).toBe(true);
    expect(await requests.lapsedLeases(issuing.leaseUntil + 499, 10)).toEqual([]);
    expect(await requests.lapsedLeases(issuing.leaseUntil + 500, 10)).toEqual([issuing.id]);
  });

  it('keeps a renewed lease when the request gains a fact that is not about it', async () => {
    await create(issuing);
    await pair.one.requests.renewLease(issuing.id, 1, issuing.leaseUntil + 500);
    const certificate = aCertificate();
    await pair.two.requests.update(issuing.id, (request) => {
      const next = finishRun(request, 9, { kind: 'issued', certificate }, MONDAY);
      return next ? { next, audit } : { refusal: 'nothing' };
    });
    expect(await pair.one.requests.read(issuing.id)).toMatchObject({ extraCertificates: [{ run: 9 }] });
    expect(await pair.one.requests.lapsedLeases(issuing.leaseUntil + 499, 10)).toEqual([]);
  });

  it('renews no lease of a request that is not issuing any more, and gives it none', async () => {
    await create(issuing);
    await pair.one.requests.update(issuing.id, lose);
    expect(await pair.two.requests.renewLease(issuing.id, 1, MONDAY * 2)).toBe(false);
    expect(await pair.one.requests.lapsedLeases(MONDAY * 3, 10)).toEqual([]);
    expect(await pair.one.requests.renewLease('zzzz-zzzz', 1, MONDAY)).toBe(false);
  });

  it('renews no lease of a later run for a worker that was held up', async () => {
    const [run] = issuing.runs;
    await create(
      aRequest({
        status: 'issuing',
        run: 2,
        runs: [...issuing.runs, ...(run ? [{ ...run, number: 2 }] : [])],
      }),
    );
    expect(await pair.one.requests.renewLease(issuing.id, 1, MONDAY * 2)).toBe(false);
    expect(await pair.one.requests.lapsedLeases(issuing.leaseUntil, 10)).toEqual([issuing.id]);
    expect(await pair.one.requests.renewLease(issuing.id, 2, MONDAY * 2)).toBe(true);
  });

  it('either renews a lease or lets it be taken away, when both come at once', async () => {
    await create(issuing);
    const [renewed] = await Promise.all([
      pair.one.requests.renewLease(issuing.id, 1, MONDAY * 2),
      pair.two.requests.update(issuing.id, lose),
    ]);
    expect(typeof renewed).toBe('boolean');
    expect(await pair.one.requests.lapsedLeases(MONDAY * 3, 10)).toEqual([]);
  });

  it('has a change due until its revision is shown', async () => {
    const { id } = aRequest();
    await create(aRequest());
    expect(await pair.two.requests.dueAnnouncements(10)).toEqual([id]);
    await pair.two.requests.settleAnnouncement(id, 1);
    expect(await pair.one.requests.dueAnnouncements(10)).toEqual([]);
    await pair.two.requests.settleAnnouncement(id, 1);
  });

  it('stays due when an older revision is settled', async () => {
    const { id } = aRequest();
    await create(aRequest());
    await pair.one.requests.update(id, (request) => ({ next: { ...request, changedAt: 5 }, audit }));
    await pair.two.requests.settleAnnouncement(id, 1);
    expect(await pair.one.requests.dueAnnouncements(10)).toEqual([id]);
  });

  it('stays due when a change and the settling of what was shown come at once', async () => {
    const { id } = aRequest();
    await create(aRequest());
    await Promise.all([
      pair.one.requests.update(id, (request) => ({ next: { ...request, changedAt: 5 }, audit })),
      pair.two.requests.settleAnnouncement(id, 1),
    ]);
    expect(await pair.one.requests.dueAnnouncements(10)).toEqual([id]);
    await pair.two.requests.settleAnnouncement(id, 2);
    expect(await pair.one.requests.dueAnnouncements(10)).toEqual([]);
  });

  it('gives every due request its turn, whatever cannot be shown', async () => {
    const ids = ['aaaa-aaaa', 'bbbb-bbbb', 'cccc-cccc'];
    for (const id of ids) await create(aRequest({ id }));
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        for (const id of await pair.one.requests.dueAnnouncements(1)) seen.add(id);
        return seen.size;
      })
      .toBe(3);
  });
});
