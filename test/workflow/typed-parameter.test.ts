import { describe, expect, it } from 'vitest';
import { parameterSchema } from '../../src/domain/parameter.js';
import { readParameter, type TypedCheck, type TypedParameter } from '../../src/workflow/typed-parameter.js';

const typed = (more: Partial<TypedParameter> = {}): TypedParameter => ({
  ...{ name: 'days', sensitive: false, dynamic: false, value: '30' },
  ...more,
});
const check = (kind: TypedCheck['kind'], more: Partial<TypedCheck> = {}): TypedCheck => ({
  ...{ kind, options: '', pattern: '' },
  ...more,
});
const faultsOf = (more: Partial<TypedParameter>) =>
  readParameter(typed(more)).faults.map(({ field, sentence }) => `${field}: ${sentence}`);
const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE';

describe('readParameter', () => {
  it('reads all that a parameter may have', () => {
    const { parameter, faults } = readParameter(
      typed({
        ...{ dynamic: true, optional: true, label: ' Days ', hint: 'How long', defaultValue: 'b\n' },
        check: check('list', { options: 'a\n\n b \n' }),
      }),
    );
    expect(faults).toEqual([]);
    expect(parameterSchema.parse(parameter)).toEqual({
      ...{ name: 'days', sensitive: false, dynamic: true, label: 'Days', hint: 'How long', required: false },
      ...{ check: { kind: 'list', options: ['a', 'b'] }, defaultValue: 'b' },
    });
  });

  it('keeps line breaks inside a value and strips those at its end', () => {
    expect(readParameter(typed({ value: 'one\n\ntwo\r\n' })).parameter).toMatchObject({
      value: 'one\n\ntwo',
    });
  });

  it('has no default for a sensitive parameter, and no value yet for a sensitive static one', () => {
    const dynamic = readParameter(typed({ dynamic: true, sensitive: true, defaultValue: 'x' }));
    expect(dynamic.parameter).not.toHaveProperty('defaultValue');
    expect(readParameter(typed({ sensitive: true })).parameter).toMatchObject({ secret: '' });
  });

  const lines = (count: number) => Array.from({ length: count }, (_, i) => `o${i}`).join('\n');
  it.each<[string, Partial<TypedParameter>, string]>([
    ['a private key as value', { value: key }, 'value: This is a private key'],
    ['a private key as label', { label: key }, 'label: This is a private key'],
    ['a private key as default', { dynamic: true, defaultValue: key }, 'default: This is a private key'],
    ['a value of 1 MB', { value: 'x'.repeat(1 << 20) }, 'value: This is too long for Slack'],
    ['a long label', { label: 'x'.repeat(101) }, 'label: Keep this under 100 characters.'],
    ['a long hint', { hint: 'x'.repeat(201) }, 'hint: Keep this under 200 characters.'],
    ['no options', { check: check('list') }, 'options: Enter at least one option'],
    ['101 options', { check: check('list', { options: lines(101) }) }, 'options: These are 101'],
    ['a long option', { check: check('list', { options: 'x'.repeat(76) }) }, 'has 76 characters'],
    ['an option twice', { check: check('list', { options: 'a\nb\na' }) }, 'options: "a" is there twice.'],
    ['a value not listed', { check: check('list', { options: 'a' }) }, 'value: Choose one of these: a.'],
    ['no pattern', { check: check('pattern') }, 'pattern: Enter a pattern.'],
    ['a broken pattern', { check: check('pattern', { pattern: 'a(b' }) }, 'missing closing ) at character 1'],
    ['look-around', { check: check('pattern', { pattern: 'ab(?=c)' }) }, 'at character 3, from "(?="'],
    ['a dear pattern', { check: check('pattern', { pattern: '(a{1000}){1000}' }) }, 'pattern: '],
    ['no whole number', { value: 'ten', check: check('integer') }, 'value: Enter a whole number'],
    ['neither true nor false', { value: 'yes', check: check('boolean') }, 'value: Enter true or false.'],
    ['a wrong default', { dynamic: true, defaultValue: 'x', check: check('integer') }, 'default: Enter a'],
  ])('refuses %s at its field', (_what, more, words) => {
    expect(faultsOf({ value: '', ...more }).join('\n')).toContain(words);
  });

  it('takes 100 options, and a pattern that would run forever elsewhere', () => {
    expect(faultsOf({ value: 'o1', check: check('list', { options: lines(100) }) })).toEqual([]);
    const slow = check('pattern', { pattern: '(a+)+b' });
    expect(faultsOf({ value: `${'a'.repeat(2000)}b`, check: slow })).toEqual([]);
  });

  it('lets an optional value be empty, whatever its check', () => {
    expect(faultsOf({ value: '', optional: true, check: check('integer') })).toEqual([]);
  });
});
