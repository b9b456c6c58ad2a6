import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../../src/domain/check-value.js';
import type { ValueCheck } from '../../src/domain/parameter.js';
import { patternFault } from '../../src/domain/pattern.js';

const list: ValueCheck = { kind: 'list', options: ['blue', 'green'] };
const pattern = (text: string): ValueCheck => ({ kind: 'pattern', pattern: text });

describe('checkValue', () => {
  it.each<[ValueCheck | undefined, string]>([
    [undefined, 'anything\n'],
    [{ kind: 'text' }, ''],
    [list, 'green'],
    [pattern('[a-z]+-[0-9]{2}'), 'web-01'],
    [pattern('a|ab'), 'ab'],
    [pattern('(?i)TEAM'), 'team'],
    [{ kind: 'integer' }, '-30'],
    [{ kind: 'integer' }, '007'],
    [{ kind: 'boolean' }, 'false'],
  ])('takes by %j the value %j', (check, value) => {
    expect(checkValue(check, value)).toBeNull();
  });

  it.each<[ValueCheck, string, string]>([
    [list, 'Green', 'Choose one of these: blue, green.'],
    [pattern('[a-z]+'), 'web-01', 'Enter a value that fits this pattern: [a-z]+'],
    [pattern('[a-z]+'), 'web\n', 'Enter a value that fits this pattern: [a-z]+'],
    [pattern('(unfinished'), 'web', 'The check of this parameter is broken'],
    [{ kind: 'integer' }, '3.5', 'Enter a whole number, such as 30.'],
    [{ kind: 'integer' }, '', 'Enter a whole number, such as 30.'],
    [{ kind: 'integer' }, '٣', 'Enter a whole number, such as 30.'],
    [{ kind: 'boolean' }, 'TRUE', 'Enter true or false.'],
    [{ kind: 'boolean' }, 'yes', 'Enter true or false.'],
  ])('refuses by %j the value %j: %s', (check, value, sentence) => {
    expect(checkValue(check, value)).toContain(sentence);
  });

  it('names some of many choices and says how many more there are', () => {
    const options = Array.from({ length: 100 }, (_, at) => `option-${at}`);
    expect(checkValue({ kind: 'list', options }, 'x')).toContain('option-4 and 95 more');
  });

  it('never repeats a value, which may be sensitive', () => {
    const check = fc.constantFrom<ValueCheck>(
      list,
      pattern('[0-9]+'),
      { kind: 'integer' },
      { kind: 'boolean' },
    );
    fc.assert(
      fc.property(check, fc.stringMatching(/^secret[A-Z]{4,20}$/), (by, value) => {
        expect(checkValue(by, value)).not.toContain(value);
      }),
    );
  });
});

describe('patternFault', () => {
  it.each(['(a', '(a)\\1', '(?<=a)b', '(?=a)', 'a{5000}', '(?:.?){1000}(?:.?){1000}(?:.?){1000}'])(
    'refuses %s',
    (text) => {
      expect(patternFault(text)).toContain('cannot be used');
    },
  );

  it('answers at once for what a backtracking engine would not finish', () => {
    const started = performance.now();
    for (const slow of ['(a+)+b', '(a|a)*b', '(.*a){12}b', '(?:.?){1000}x']) {
      expect(patternFault(slow)).toBeNull();
      expect(checkValue(pattern(slow), 'a'.repeat(3000))).not.toBeNull();
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
