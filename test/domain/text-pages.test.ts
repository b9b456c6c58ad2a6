import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textPages } from '../../src/domain/text-pages.js';

describe('textPages', () => {
  it('has one page without pieces for nothing', () => {
    expect(textPages('', 2)).toEqual([[]]);
    expect(textPages(' \n', 2)).toEqual([[]]);
  });

  it('loses no character of a text, and no piece is longer than a block', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 4000 })
      .filter((text) => /\S/.test(text));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        const pieces = textPages(text, 2).flat();
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(2900);
        const inked = (all: string) => all.replace(/\s/g, '');
        expect(inked(pieces.join(''))).toBe(inked(text));
      }),
      { numRuns: 100 },
    );
  });

  it('cuts between lines', () => {
    const [[first] = []] = textPages(`${'x'.repeat(2000)}\n${'y'.repeat(2000)}`, 2);
    expect(first).toBe(`${'x'.repeat(2000)}\n`);
  });
});
