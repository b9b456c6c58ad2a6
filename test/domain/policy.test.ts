import { describe, expect, it } from 'vitest';
import { DNS_RULE, openPolicy } from '../../src/domain/policy.js';
import { expiriesOf } from '../../src/domain/policy-expiry.js';

describe('a rule about names', () => {
  it.each([
    'www.example.com',
    '.example.com',
    '*.example.com',
    '_dmarc.example.com',
    'xn--bcher-kva.example',
  ])('may be %s', (text) => {
    expect(DNS_RULE.test(text)).toBe(true);
  });

  it.each([
    '',
    '.',
    '*',
    '*.',
    '*example.com',
    'a.*.com',
    'WWW.example.com',
    'bücher.example',
    'a..b',
    'a.b.',
    '-a.b',
  ])('may not be %j', (text) => {
    expect(DNS_RULE.test(text)).toBe(false);
  });
});

describe('expiriesOf', () => {
  it('lets the profile speak before the configuration', () => {
    const configured = { pendingExpiryMs: 1, approvalExpiryMs: 2 };
    expect(expiriesOf(openPolicy, configured)).toEqual(configured);
    expect(expiriesOf({ ...openPolicy, pendingExpiryMs: 7 }, configured)).toEqual({
      pendingExpiryMs: 7,
      approvalExpiryMs: 2,
    });
  });
});
