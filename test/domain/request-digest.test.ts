import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/domain/digest.js';
import { isOutdated, renewSnapshot } from '../../src/domain/renew-snapshot.js';
import type { Snapshot } from '../../src/domain/snapshot.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aCsr, aRequest, aSnapshot, aVote } from '../builders/request.js';

const base = aSnapshot({ dynamicValues: { host: 'a' }, dynamicMarks: { token: 'm1' } });

const bound: Readonly<Record<string, Partial<Snapshot>>> = {
  'the profile': { profile: { ...base.profile, id: 'other' } },
  "the profile's version": { profile: { ...base.profile, version: 2 } },
  'the script': { script: { name: 'local_ca', hash: 'b'.repeat(64) } },
  'the CSR': { csr: aCsr({ pem: 'other' }) },
  'the common name': { commonName: 'example.com' },
  'a name': { names: base.names.slice(1) },
  'the kind of a name': { names: base.names.map(({ value }) => ({ kind: 'uri', value })) },
  'the order of the names': { names: base.names.toReversed() },
  'a dynamic value': { dynamicValues: { host: 'b' } },
  'the parameter of a dynamic value': { dynamicValues: { port: 'a' } },
  'the mark of a sensitive value': { dynamicMarks: { token: 'm2' } },
  'a value moved from plain to sensitive': { dynamicValues: {}, dynamicMarks: { token: 'm1', host: 'a' } },
};

const free: Readonly<Record<string, Partial<Snapshot>>> = {
  "the profile's name": { profile: { ...base.profile, name: 'other' } },
  "the script's name": { script: { ...base.script, name: 'other' } },
  'what was read from the same CSR': { csr: aCsr({ signature: 'other', commonName: null }) },
};

describe('digestOf', () => {
  it.each(Object.keys(bound))('changes with %s', (name) => {
    expect(digestOf({ ...base, ...bound[name] })).not.toBe(digestOf(base));
  });

  it('differs between any two of these changes', () => {
    const digests = Object.values(bound).map((change) => digestOf({ ...base, ...change }));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it.each(Object.keys(free))('does not change with %s', (name) => {
    expect(digestOf({ ...base, ...free[name] })).toBe(digestOf(base));
  });

  it('does not depend on the order in which values were entered', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (values) => {
        const dynamicValues = Object.fromEntries(Object.entries(values).reverse());
        expect(digestOf({ ...base, dynamicValues })).toBe(
          digestOf({ ...base, dynamicValues: { ...values } }),
        );
      }),
    );
  });

  it('differs for any two sets of values', () => {
    const values = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(values, values, (one, other) => {
        fc.pre(JSON.stringify(Object.entries(one).sort()) !== JSON.stringify(Object.entries(other).sort()));
        const [left, right] = [one, other].map((dynamicValues) => digestOf({ ...base, dynamicValues }));
        expect(left).not.toBe(right);
      }),
    );
  });
});

describe('renewSnapshot', () => {
  const voted = aRequest({ votes: [aVote()], snapshot: aSnapshot({ approvalsRequired: 2 }) });
  const now = MONDAY + 9000;

  it('takes the profile as it is now and keeps the wish; the votes stay as history of another digest', () => {
    const profile = aProfile({ number: 2, settings: { channel: 'C0OTHER', approvalsRequired: 3 } });
    const renewed = renewSnapshot(voted, profile, now);
    expect(renewed).toMatchObject({
      ...{ status: 'pending', votes: voted.votes, voidings: [{ at: now, from: 1, to: 2 }] },
      snapshot: {
        channel: 'C0OTHER',
        approvalsRequired: 3,
        csr: voted.snapshot.csr,
        names: voted.snapshot.names,
      },
    });
    expect(renewed.digest).toBe(digestOf(renewed.snapshot));
    expect(renewed.digest).not.toBe(voted.digest);
    expect(isOutdated(voted, profile)).toBe(true);
    expect(renewed.status === 'pending' && isOutdated(renewed, profile)).toBe(false);
  });

  it.each(['disabled', 'deleted'] as const)('cancels when the profile is %s', (status) => {
    const cancelled = renewSnapshot(aRequest(), aProfile({ status }), now);
    expect(cancelled).toMatchObject({ status: 'cancelled', why: `profile-${status}`, cancelledBy: null });
  });

  it('cancels when the profile asks for other values than were given', () => {
    const snapshot = aSnapshot({ dynamicValues: { host: 'a' } });
    const asking = (name: string, sensitive: boolean) =>
      aProfile({ number: 2, settings: { parameters: [{ name, sensitive, dynamic: true }] } });
    const renew = (name: string, sensitive: boolean) =>
      renewSnapshot(aRequest({ snapshot }), asking(name, sensitive), now).status;
    expect(renew('host', false)).toBe('pending');
    expect(renew('host', true)).toBe('cancelled');
    expect(renew('port', false)).toBe('cancelled');
    expect(renewSnapshot(aRequest({ snapshot }), aProfile({ number: 2 }), now).status).toBe('cancelled');
  });
});
