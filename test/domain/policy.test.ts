import { describe, expect, it } from 'vitest';
import { DNS_RULE } from '../../src/domain/policy.js';

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
