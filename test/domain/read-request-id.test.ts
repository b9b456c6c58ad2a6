import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestId } from '../../src/domain/read-request-id.js';

describe('readRequestId', () => {
  it.each([
    '7k3m-q2fp',
    '7K3M-Q2FP',
    '7k3mq2fp',
    '`7k3m-q2fp`',
    '#7k3m-q2fp',
    '7k3m–q2fp',
    '7k3m - q2fp',
    ' 7k3m-q2fp. ',
    '"7K3M_Q2FP"',
  ])('reads %j', (typed) => {
    expect(readRequestId(typed)).toBe('7k3m-q2fp');
  });

  it.each([
    ['O123-l1Ii', '0123-1111'],
    ['oooo-llll', '0000-1111'],
  ])('takes the letters of %s for the digits they look like', (typed, id) => {
    expect(readRequestId(typed)).toBe(id);
  });

  it.each(['', '7k3m', '7k3m-q2f', '7k3m-q2fpp', '7k3m-q2fu', 'www.example.com', '<@U1>', '../../etc'])(
    'takes %j for no id',
    (typed) => {
      expect(readRequestId(typed)).toBeNull();
    },
  );

  it('reads every id in any case, with any of the marks around it', () => {
    const letter = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz');
    const half = fc.string({ unit: letter, minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(half, half, fc.boolean(), fc.constantFrom('', '`', ' ', '"'), (one, two, isUpper, mark) => {
        const id = `${one}-${two}`;
        expect(readRequestId(mark + (isUpper ? id.toUpperCase() : id) + mark)).toBe(id);
      }),
    );
  });
});
