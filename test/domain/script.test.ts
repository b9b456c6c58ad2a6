import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashScript, scriptSchema } from '../../src/domain/script.js';
import { aScript } from '../builders/script.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const refusals = (files: Record<string, string>): string[] =>
  scriptSchema.safeParse({ format: 1, name: 'x', files }).error?.issues.map((issue) => issue.message) ?? [];

describe('scriptSchema', () => {
  it('takes an entry file with its modules', () => {
    expect(aScript({ 'script.py': 'a', 'lib/__init__.py': '' }).files).toEqual({
      'script.py': base64('a'),
      'lib/__init__.py': '',
    });
  });

  it.each(['../x.py', '/x.py', 'a//b.py', 'a/./b.py', 'a\\b.py', '.hidden', 'a\0b', '', 'a/'])(
    'refuses the path %j',
    (path) => {
      expect(refusals({ 'script.py': '', [path]: '' })).toHaveLength(1);
    },
  );

  it('refuses a script without its entry file', () => {
    expect(refusals({ 'other.py': '' })).toEqual(['has no script.py']);
  });

  it('refuses a file over 1 MB, and more than 4 MB together', () => {
    const megabyte = base64('x'.repeat(1 << 20));
    expect(refusals({ 'script.py': base64('x'.repeat((1 << 20) + 1)) })).toEqual(['has a file over 1 MB']);
    expect(refusals({ 'script.py': megabyte })).toEqual([]);
    const five = { 'script.py': megabyte, a: megabyte, b: megabyte, c: megabyte, d: base64('x') };
    expect(refusals(five)).toEqual(['is over 4 MB']);
  });

  it.each(['', '../a', 'a/b', 'a.b', '-a', 'a'.repeat(65)])('refuses the name %j', (name) => {
    expect(() => aScript({ 'script.py': '' }, name)).toThrow('not a script name');
  });
});

describe('hashScript', () => {
  it('is a known value', () => {
    expect(hashScript(aScript({ 'script.py': 'a\n' }))).toBe(
      '9878e9cb41908a2263244a4c12021af3c44e2b83642ea6fa6973d49106b9c736',
    );
  });

  it('depends on no order and no name', () => {
    const one = aScript({ 'script.py': 'a', 'lib.py': 'b' }, 'one');
    const two = aScript({ 'lib.py': 'b', 'script.py': 'a' }, 'two');
    expect(hashScript(one)).toBe(hashScript(two));
  });

  it('differs whenever a path or a byte differs', () => {
    const path = fc.stringMatching(/^[a-c1]{1,4}(\/[a-c1]{1,4})?$/);
    const files = fc.dictionary(path, fc.string({ unit: fc.constantFrom('a', '1', ':'), maxLength: 4 }));
    fc.assert(
      fc.property(files, files, (a, b) => {
        const one = aScript({ ...a, 'script.py': '' });
        const two = aScript({ ...b, 'script.py': '' });
        const same =
          JSON.stringify(Object.entries(one.files).sort()) ===
          JSON.stringify(Object.entries(two.files).sort());
        expect(hashScript(one) === hashScript(two)).toBe(same);
      }),
    );
  });
});
