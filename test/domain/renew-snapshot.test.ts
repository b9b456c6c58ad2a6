import { describe, expect, it } from 'vitest';
import type { DynamicParameter } from '../../src/domain/parameter.js';
import { renewSnapshot } from '../../src/domain/renew-snapshot.js';
import { aProfile, MONDAY } from '../builders/profile.js';
import { aRequest, aSnapshot } from '../builders/request.js';

const days: DynamicParameter = { name: 'days', sensitive: false, dynamic: true };
const token: DynamicParameter = { name: 'token', sensitive: true, dynamic: true };

describe('renewSnapshot', () => {
  const request = aRequest({
    snapshot: aSnapshot({ dynamicValues: { days: '30' }, dynamicMarks: { token: 'm'.repeat(64) } }),
  });
  const statusFor = (...parameters: readonly DynamicParameter[]) => {
    const profile = aProfile({ number: 2, settings: { parameters }, sealed: {} });
    const next = renewSnapshot(request, profile, MONDAY);
    return next.status === 'cancelled' ? next.why : next.status;
  };

  it.each<[string, readonly DynamicParameter[]]>([
    ['the same', [days, token]],
    ['another label and order', [{ ...token, label: 'Token' }, days]],
    ['a check that the value passes', [{ ...days, check: { kind: 'integer' } }, token]],
    ['one more that may be left out', [days, token, { ...days, name: 'note', required: false }]],
    [
      'one more sensitive one that may be left out',
      [days, token, { ...token, name: 'pin', required: false }],
    ],
  ])('keeps a request whose profile now asks for %s', (_, parameters) => {
    expect(statusFor(...parameters)).toBe('pending');
  });

  it.each<[string, readonly DynamicParameter[]]>([
    ['one value less', [token]],
    ['one more', [days, token, { ...days, name: 'team' }]],
    ['one more sensitive one', [days, token, { ...token, name: 'pin' }]],
    ['a value as a sensitive one', [{ ...days, sensitive: true }, token]],
    ['a check that the value fails', [{ ...days, check: { kind: 'list', options: ['7', '14'] } }, token]],
  ])('cancels a request whose profile now asks for %s', (_, parameters) => {
    expect(statusFor(...parameters)).toBe('profile-asks-for-other-values');
  });
});
