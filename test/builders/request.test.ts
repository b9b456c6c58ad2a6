import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/domain/digest.js';
import { transitions } from '../../src/domain/request-transitions.js';
import { aRequest, aSnapshot } from './request.js';

const statuses = [
  ...(['pending', 'approved', 'issuing', 'issued', 'failed', 'unknown', 'denied', 'cancelled'] as const),
  'expired' as const,
];

describe('aRequest', () => {
  it('knows every state', () => {
    expect([...statuses].sort()).toEqual(Object.keys(transitions).sort());
  });

  it.each(statuses)('builds a valid %s request', (status) => {
    expect(aRequest({ status }).status).toBe(status);
  });

  it('is pending unless told otherwise', () => {
    expect(aRequest().expiresAt).toBeGreaterThan(aRequest().createdAt);
  });

  it('lets digest and votes follow the snapshot', () => {
    const snapshot = aSnapshot({ commonName: 'example.com' });
    const request = aRequest({ status: 'approved', snapshot, retriedBy: 'U0EVE' });
    expect(request.digest).toBe(digestOf(snapshot));
    expect(request.votes.map(({ digest }) => digest)).toEqual([request.digest]);
    expect(request.retriedBy).toBe('U0EVE');
  });
});
