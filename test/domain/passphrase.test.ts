import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePassphrase } from '../../src/domain/passphrase.js';

describe('judgePassphrase', () => {
  it.each(['correct horse battery', 'x9$Kq2!mZp7w', 'aaabcde fghxyz 123', 'Tr0ub4dor&3-extra'])(
    'takes %j',
    (text) => expect(judgePassphrase(text)).toEqual([]),
  );

  it.each([
    ['nothing', '', /at least 12/],
    ['11 characters', 'x9$Kq2!mZp7', /at least 12/],
    ['129 characters', 'x9$Kq2!mZp7w'.padEnd(129, 'qwertzuiopasdfghjkl'), /at most 128/],
    ['one character again and again', 'aaaaaaaaaaaaaaaa', /too easy/],
    ['few different characters', 'abababbbaabba', /too easy/],
    ['a word twice', 'password9password9', /too easy/],
    ['a row of letters', 'abcdefghijklmn', /too easy/],
    ['a row of digits', '12345678901234', /too easy/],
    ['a row backwards', 'zyxwvutsrqpo', /too easy/],
    ['letters that Java does not read', 'größe und gewicht', /without accents/],
    ['a line break', 'correct horse\nbattery', /without accents/],
    ['a space at its end', 'correct horse battery ', /space/],
  ])('refuses %s', (_, text, why) => {
    expect(judgePassphrase(text).join(' ')).toMatch(why);
  });

  it('never repeats what was entered', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 140 }), (text) => {
        const said = judgePassphrase(text).join(' ');
        expect(text.length > 5 && said.includes(text)).toBe(false);
      }),
    );
  });
});
