import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, truncate } from '../../src/slack/limits.js';
import { readVoteValue, writeVoteValue } from '../../src/slack/vote-value.js';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const id = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$/);

describe('the value of a vote button', () => {
  it('brings back the request and the start of the digest that was shown', () => {
    fc.assert(
      fc.property(id, hex, (requestId, digest) => {
        const read = readVoteValue(writeVoteValue({ requestId, shownDigest: digest }));
        expect(read).toEqual({ requestId, shownDigest: digest.slice(0, 32) });
      }),
    );
  });

  it.each([undefined, '', 'x', ':', '::::', 'a:b:c'])('reads %j without throwing', (value) => {
    const { requestId, shownDigest } = readVoteValue(value);
    expect([typeof requestId, typeof shownDigest]).toEqual(['string', 'string']);
  });
});

describe('truncate', () => {
  it('stays within the limit, is never empty and never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = truncate(text, max);
        const isWhole = cut === text || cut === ' ' || cut.endsWith('…');
        return cut.length >= 1 && cut.length <= max && isWhole && !/\p{Surrogate}/u.test(cut);
      }),
    );
  });

  it('has a limit for a field error that our longest sentences fit into', () => {
    expect(limits.fieldError).toBeGreaterThanOrEqual(2000);
  });
});
