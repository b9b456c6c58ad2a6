import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProfiles, readProfiles } from '../../src/cli/profile-yaml.js';
import type { Parameter } from '../../src/domain/parameter.js';
import { keyAlgorithms, openPolicy } from '../../src/domain/policy.js';
import type { ProfileSettings } from '../../src/domain/profile.js';
import { documentOf, settingsOfDocument } from '../../src/domain/profile-document.js';
import { aProfile, aSettings } from '../builders/profile.js';

const faultsOf = (text: string) => {
  const read = readProfiles(text);
  return read.ok ? [] : read.faults.map(({ line, sentence }) => `${line}: ${sentence}`);
};
const web = (more: string) =>
  `name: web\nscript: {name: local_ca}\napprovers: {users: [U0AMY]}\nchannel: C0CERTS\n${more}...\n`;

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [key]: given }));
const asked = fc
  .tuple(
    optional('label', fc.string({ minLength: 1, maxLength: 20 })),
    optional('hint', fc.string({ minLength: 1, maxLength: 20 })),
    optional('required', fc.boolean()),
    optional('check', fc.constantFrom({ kind: 'integer' }, { kind: 'list', options: ['a', 'no', '1'] })),
  )
  .map((parts) => Object.assign({}, ...parts));
const parameter = fc
  .tuple(asked, fc.constantFrom('plain', 'secret', 'dynamic', 'dynamic-secret'), text)
  .map(([more, kind, value]): ((name: string) => Parameter) => {
    if (kind === 'plain') return (name) => ({ ...more, name, sensitive: false, dynamic: false, value });
    if (kind === 'secret')
      return (name) => ({ ...more, name, sensitive: true, dynamic: false, secret: `s-${name}` });
    if (kind === 'dynamic')
      return (name) => ({ ...more, name, sensitive: false, dynamic: true, defaultValue: value });
    return (name) => ({ ...more, name, sensitive: true, dynamic: true });
  });
const settings: fc.Arbitrary<ProfileSettings> = fc
  .record({
    description: text,
    parameters: fc
      .array(parameter, { maxLength: 6 })
      .map((made) => made.map((make, index) => make(`p${index}`))),
    approvalsRequired: fc.integer({ min: 1, max: 9 }),
    timeLimitMs: fc.integer({ min: 1, max: 86_400_000 }),
    maxValidityDays: fc.option(fc.integer({ min: 1, max: 800 })),
    allowExtraNames: fc.boolean(),
    keepsState: fc.boolean(),
    policy: fc
      .record({
        pendingExpiryMs: fc.option(fc.integer({ min: 1000, max: 1e9 })),
        requesters: fc.option(fc.record({ users: fc.constant(['U0EVE']), groups: fc.constant([]) })),
        breakGlass: fc.boolean(),
        keys: fc.record({
          algorithms: fc.subarray([...keyAlgorithms], { minLength: 1 }),
          leastRsaBits: fc.constantFrom(2048, 4096),
          leastCurveBits: fc.constantFrom(256, 384),
        }),
      })
      .map((rules) => ({ ...openPolicy, ...rules })),
  })
  .map((made) => aSettings(made));

describe('profiles as YAML', () => {
  it('come back as they were, sensitive values aside', () => {
    fc.assert(
      fc.property(settings, (made) => {
        const profile = aProfile({ settings: made });
        const read = readProfiles(formatProfiles([documentOf(profile)]));
        if (!read.ok) throw new Error(JSON.stringify(read.faults));
        const [{ document } = { document: null }] = read.profiles;
        if (!document) throw new Error('no document');
        const { script } = profile.version.settings;
        const again = settingsOfDocument(document, {
          script,
          timeLimitMs: 1,
          secretOf: (name) => `s-${name}`,
        });
        expect(again).toEqual(profile.version.settings);
      }),
    );
  });

  it('hold nothing by which a sensitive value is known', () => {
    expect(formatProfiles([documentOf(aProfile())])).not.toContain('secret-1');
  });

  it('are refused with every fault at its line', () => {
    const more = `bogus: 1
__proto__: {a: 1}
parameters:
  - {name: token, sensitive: true, value: x}
  - name: with space
    value: ""
  - name: choice
    dynamic: true
    check: {kind: list, options: [${Array.from({ length: 101 }, (_, index) => `o${index}`).join(', ')}]}
policy:
  names: {wildcard: true}
`;
    const faults = faultsOf(web(more));
    expect(faults.map((fault) => fault.slice(0, 46))).toEqual([
      '5: bogus is not a field of a profile.',
      '6: __proto__ is not a field of a profile.',
      '8: parameters[0].value: must not be here: the ',
      '9: parameters[1].name: use 1 to 64 letters, di',
      '13: parameters[2].check.options: Too big: expe',
      '15: policy.names.wildcard is not a field of a ',
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['a file that was cut off', web('').slice(0, -20), /cut off/],
    ['an empty file', '\n', /empty/],
    ['a key that is there twice', web('name: other\n'), /5: Map keys must be unique/],
    ['a profile that is there twice', web('') + web(''), /6: The profile web is in this file twice/],
    ['a tab', web('policy:\n\tplace: x\n'), /[Tt]abs/],
    ['an alias', web('description: &a x\nkeepsState: *a\n'), /aliases are not taken/],
    ['a million characters', web(`description: ${'x'.repeat(1_000_000)}\n`), /1,000,000/],
    ['a missing field', 'name: web\n...\n', /1: script is missing/],
    ['a list', '- name: web\n...\n', /expected object/],
    ['bytes that are none', '\u0000\u0001\n...\n', /./],
  ])('are refused for %s', (_what, yaml, words) => {
    expect(faultsOf(yaml).join('\n')).toMatch(words);
  });

  it('never throw, whatever the text is', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (any) => void readProfiles(any)));
    const shuffled = fc.array(
      fc.constantFrom('a:', ' b', '\n', '- ', '...', '---', '{', '"', '&x', '*x', '|'),
    );
    fc.assert(fc.property(shuffled, (parts) => void readProfiles(parts.join(''))));
  });
});
