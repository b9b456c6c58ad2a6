import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressIn } from '../../src/domain/progress.js';

describe('progressIn', () => {
  it.each([
    ['PROGRESS: asking the CA', 'asking the CA'],
    ['PROGRESS:asking\tthe   CA\r', 'asking the CA'],
    ['PROGRESS: <!channel> *bold* `x` &amp;', '<!channel> *bold* `x` &amp;'],
    ['PROGRESS: a\u202Eb\u0000c\u2028d', 'a b c d'],
    ['PROGRESS: ', null],
    ['progress: no', null],
    [' PROGRESS: no', null],
    ['we made PROGRESS: no', null],
    ['', null],
  ])('reads %j as %j', (line, text) => {
    expect(progressIn(line)).toBe(text);
  });

  it('is one printable line of at most 150 characters, and never half of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (said) => {
        const text = progressIn(`PROGRESS: ${said}`) ?? '';
        expect(Array.from(text).length).toBeLessThanOrEqual(150);
        expect(text).not.toMatch(/[\p{C}\n]/u);
      }),
    );
    expect(progressIn(`PROGRESS: ${'😀'.repeat(200)}`)).toBe(`${'😀'.repeat(149)}…`);
  });
});
