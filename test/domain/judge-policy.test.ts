import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvedNames } from '../../src/domain/approved-names.js';
import type { Csr } from '../../src/domain/csr.js';
import { judgePolicy, policyVerdicts } from '../../src/domain/judge-policy.js';
import { type Name, normalizeName } from '../../src/domain/names.js';
import { openPolicy, type Policy, policySchema } from '../../src/domain/policy.js';
import { explainPolicyRefusal } from '../../src/domain/policy-refusal.js';
import { aCsr } from '../builders/request.js';

type NameRules = Partial<Policy['names']>;
const aPolicy = (names: NameRules, keys: Partial<Policy['keys']> = {}): Policy =>
  policySchema.parse({
    ...openPolicy,
    names: { ...openPolicy.names, ...names },
    keys: { ...openPolicy.keys, ...keys },
  });
const dns = (value: string): Name => ({ kind: 'dns', value });

/** A wish whose CSR has these names; its common name is the first. */
function aWish(names: readonly Name[], csr: Partial<Csr> = {}) {
  const own = aCsr({ commonName: null, subject: [], names, ...csr });
  const commonName = own.commonName ?? names[0]?.value ?? 'nobody';
  return { csr: own, commonName, names: approvedNames(own, commonName) };
}
const codes = (policy: Policy, wish: ReturnType<typeof aWish>) =>
  judgePolicy(policy, wish).map(({ code }) => code);

describe('judgePolicy', () => {
  it.each<[NameRules, string, boolean]>([
    [{}, 'anything.example', true],
    [{ allowed: ['www.example.com'] }, 'www.example.com', true],
    [{ allowed: ['www.example.com'] }, 'a.www.example.com', false],
    [{ allowed: ['www.example.com'] }, 'ww.example.com', false],
    [{ allowed: ['.example.com'] }, 'www.example.com', true],
    [{ allowed: ['.example.com'] }, 'a.b.example.com', true],
    [{ allowed: ['.example.com'] }, 'example.com', false],
    [{ allowed: ['.example.com'] }, 'badexample.com', false],
    [{ allowed: ['.example.com'] }, 'www.example.com.evil.net', false],
    [{ allowed: ['.xn--bcher-kva.example'] }, 'www.bücher.example', true],
    [{ denied: ['.example.com'] }, 'www.example.com', false],
    [{ denied: ['.example.com'] }, 'example.com', true],
    [{ allowed: ['.example.com'], denied: ['db.example.com'] }, 'db.example.com', false],
    [{ allowed: ['db.example.com'], denied: ['.example.com'] }, 'db.example.com', false],
    [{ wildcards: true }, '*.example.com', true],
    [{ wildcards: false }, '*.example.com', false],
    [{ wildcards: false, allowed: ['*.example.com'] }, '*.example.com', false],
    [{ allowed: ['.example.com'] }, '*.example.com', true],
    [{ allowed: ['*.example.com'] }, '*.example.com', true],
    [{ allowed: ['*.example.com'] }, 'www.example.com', false],
    [{ allowed: ['www.example.com', 'example.com'] }, '*.example.com', false],
    [{ denied: ['db.example.com'] }, '*.example.com', false],
    [{ denied: ['db.example.com'] }, '*.db.example.com', true],
    [{ denied: ['a.db.example.com'] }, '*.example.com', true],
    [{ denied: ['.db.example.com'] }, '*.db.example.com', false],
    [{ denied: ['*.example.com'] }, 'www.example.com', true],
    [{ denied: ['*.example.com'] }, '*.example.com', false],
    [{ mostLabels: 3 }, 'www.example.com', true],
    [{ mostLabels: 3 }, 'a.www.example.com', false],
    [{ mostLabels: 3 }, '*.example.com', true],
  ])('by %j takes %s: %s', (rules, name, isTaken) => {
    expect(judgePolicy(aPolicy(rules), aWish([dns(name)])).length === 0).toBe(isTaken);
  });

  it.each<[Partial<Policy['keys']>, Csr['key'], readonly string[]]>([
    [{}, { algorithm: 'RSA', bits: 2048 }, []],
    [{ leastRsaBits: 3072 }, { algorithm: 'RSA', bits: 2048 }, ['key-too-small']],
    [{ leastRsaBits: 3072 }, { algorithm: 'EC', curve: 'P-256' }, []],
    [{ leastCurveBits: 384 }, { algorithm: 'EC', curve: 'P-256' }, ['key-too-small']],
    [{ leastCurveBits: 384 }, { algorithm: 'EC', curve: 'P-384' }, []],
    [{ leastCurveBits: 384 }, { algorithm: 'Ed25519' }, ['key-too-small']],
    [{ leastCurveBits: 384 }, { algorithm: 'Ed448' }, []],
    [{ leastCurveBits: 521 }, { algorithm: 'RSA', bits: 4096 }, []],
    [{ algorithms: ['EC'] }, { algorithm: 'Ed25519' }, ['key-algorithm']],
    [
      { algorithms: ['EC'], leastRsaBits: 4096 },
      { algorithm: 'RSA', bits: 2048 },
      ['key-algorithm', 'key-too-small'],
    ],
  ])('by %j judges %j: %j', (keys, key, expected) => {
    expect(codes(aPolicy({}, keys), aWish([dns('www.example.com')], { key }))).toEqual(expected);
  });

  it.each<[NameRules, Name]>([
    [{ ips: false }, { kind: 'ip', value: '10.0.0.1' }],
    [{ emails: false }, { kind: 'email', value: 'eve@example.com' }],
    [{ uris: false }, { kind: 'uri', value: 'spiffe://example.com/web' }],
  ])('by %j refuses %j and nothing else', (rules, name) => {
    expect(judgePolicy(aPolicy(rules), aWish([name, dns('www.example.com')]))).toEqual([
      { code: 'kind-of-name', kind: name.kind, names: [name.value] },
    ]);
    expect(judgePolicy(openPolicy, aWish([name]))).toEqual([]);
  });

  it.each<[string, NameRules, Partial<Csr>]>([
    ['a host', { allowed: ['.example.com'] }, { commonName: 'WWW.evil.net' }],
    ['an address', { ips: false }, { commonName: '10.0.0.1' }],
    ['a mailbox', { emails: false }, { commonName: 'Eve@example.com' }],
    [
      'a mailbox beside it',
      { emails: false },
      { subject: [{ type: 'emailAddress', value: 'eve@example.com' }] },
    ],
  ])('judges the common name as a name: %s', (_, rules, csr) => {
    const wish = aWish([dns('www.example.com')], csr);
    const other = { ...wish, commonName: 'www.example.com' };
    for (const one of [wish, other]) expect(judgePolicy(aPolicy(rules), one)).toHaveLength(1);
  });

  it('leaves a common name that names nothing to the approvers', () => {
    expect(
      judgePolicy(aPolicy({ allowed: ['.example.com'] }), aWish([], { commonName: "Eve's client" })),
    ).toEqual([]);
  });

  it('counts each name once, the common name too, and no mailbox of the subject', () => {
    const subject = [{ type: 'emailAddress', value: 'eve@example.com' }];
    const wish = aWish([dns('a.example.com'), dns('b.example.com')], {
      commonName: 'A.example.com',
      subject,
    });
    expect(judgePolicy(aPolicy({ mostNames: 2 }), wish)).toEqual([]);
    expect(judgePolicy(aPolicy({ mostNames: 1 }), wish)).toEqual([
      { code: 'too-many-names', count: 2, most: 1 },
    ]);
  });

  it('lists every rule that is broken, with all names that break it', () => {
    const rules = {
      allowed: ['.example.com'],
      denied: ['db.example.com'],
      wildcards: false,
      mostLabels: 3,
      mostNames: 4,
    };
    const names = ['db.example.com', '*.example.com', 'evil.net', 'a.b.example.com', 'evil.org'].map(dns);
    const key = { algorithm: 'RSA', bits: 2048 } as const;
    const refusals = judgePolicy(aPolicy(rules, { leastRsaBits: 3072 }), aWish(names, { key }));
    expect(refusals).toEqual([
      { code: 'name-denied', names: ['db.example.com', '*.example.com'], rule: 'db.example.com' },
      { code: 'name-not-allowed', names: ['evil.net', 'evil.org'], allowed: ['.example.com'] },
      { code: 'wildcard', names: ['*.example.com'] },
      { code: 'too-many-labels', names: ['a.b.example.com'], most: 3 },
      { code: 'too-many-names', count: 5, most: 4 },
      { code: 'key-too-small', key: 'RSA 2048', least: 3072 },
    ]);
  });

  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const host = fc
    .array(fc.oneof(label, fc.constantFrom('bücher', 'a', 'b')), { minLength: 1, maxLength: 4 })
    .map((parts) => `${parts.join('.')}.example`);
  const ascii = (name: string) => normalizeName('dns', name)?.value ?? name;
  const rule = fc
    .tuple(host, fc.boolean())
    .map(([name, isSuffix]) => (isSuffix ? `.${ascii(name)}` : ascii(name)));
  const ruleSets = fc.record({
    allowed: fc.array(rule, { maxLength: 3 }),
    denied: fc.array(rule, { maxLength: 3 }),
    wildcards: fc.boolean(),
  });

  it('does not care how a name is spelled: case, final dot, punycode', () => {
    fc.assert(
      fc.property(ruleSets, host, fc.boolean(), fc.boolean(), (rules, bare, isWild, isUpper) => {
        const name = isWild ? `*.${bare}` : bare;
        const spelled = `${isUpper ? name.toUpperCase() : name}.`;
        const one = judgePolicy(aPolicy(rules), aWish([dns(ascii(name))]));
        for (const other of [name, spelled, ascii(spelled)]) {
          expect(judgePolicy(aPolicy(rules), aWish([dns(other)]))).toEqual(one);
        }
      }),
    );
  });

  it('lets what is denied beat what is allowed', () => {
    fc.assert(
      fc.property(ruleSets, host, (rules, name) => {
        const both = {
          ...rules,
          allowed: [...rules.allowed, ascii(name)],
          denied: [...rules.denied, ascii(name)],
        };
        expect(codes(aPolicy(both), aWish([dns(name)]))).toContain('name-denied');
      }),
    );
  });

  it('takes no more when a rule denies more, and no less when a rule allows more', () => {
    fc.assert(
      fc.property(ruleSets, rule, host, (rules, more, name) => {
        const isTaken = (set: NameRules) => judgePolicy(aPolicy(set), aWish([dns(name)])).length === 0;
        if (!isTaken(rules)) expect(isTaken({ ...rules, denied: [...rules.denied, more] })).toBe(false);
        if (rules.allowed.length > 0 && isTaken(rules)) {
          expect(isTaken({ ...rules, allowed: [...rules.allowed, more] })).toBe(true);
        }
      }),
    );
  });
});

describe('policyVerdicts', () => {
  it('says of every rule what it is and whether it is kept', () => {
    const verdicts = policyVerdicts(
      aPolicy({ allowed: ['.example.com'], ips: false, mostNames: 9 }),
      aWish([dns('evil.net')]),
    );
    expect(verdicts.map(({ label, rule, refusals }) => `${label}: ${rule}, ${refusals.length}`)).toEqual([
      ...[
        'Denied names: none, 0',
        'Allowed names: .example.com, 1',
        'Wildcards: allowed, 0',
        'Most labels: any, 0',
      ],
      ...[
        'Most names: 9, 0',
        'IP addresses: not allowed, 0',
        'E-mail addresses: allowed, 0',
        'URIs: allowed, 0',
      ],
      ...[
        'Kinds of key: RSA, EC, Ed25519, Ed448, 0',
        'Smallest RSA key: 2048 bits, 0',
        'Smallest curve: 256 bits, 0',
      ],
    ]);
  });
});

describe('explainPolicyRefusal', () => {
  it('names what breaks the rule, and the rule', () => {
    const rules = {
      allowed: ['.example.com', 'example.com'],
      denied: ['db.example.com'],
      wildcards: false,
      mostLabels: 3,
      mostNames: 2,
      ips: false,
    };
    const names: Name[] = [
      ...['db.example.com', '*.a.example.com', 'evil.net'].map(dns),
      { kind: 'ip', value: '10.0.0.1' },
    ];
    const wish = aWish(names, { key: { algorithm: 'RSA', bits: 2048 } });
    const sentences = judgePolicy(aPolicy(rules, { algorithms: ['EC'], leastRsaBits: 3072 }), wish).map(
      explainPolicyRefusal,
    );
    expect(sentences).toEqual([
      "db.example.com is denied by this profile's rule db.example.com.",
      'evil.net is not among the names that this profile allows: *.example.com (every name below), example.com.',
      'This profile allows no wildcards: *.a.example.com. Name the hosts one by one.',
      'This profile allows names of at most 3 labels: *.a.example.com has more.',
      'This profile allows at most 2 names in one certificate, and these are 4. Split them into several requests.',
      'This profile allows no IP addresses: 10.0.0.1.',
      'This profile allows keys of kind EC, and this one is RSA 2048. Make a new key and CSR.',
      'This profile allows keys from 3072 bits on, and this one is RSA 2048. Make a new key and CSR.',
    ]);
  });

  it('stays short for a hundred names and rules', () => {
    const many = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(50)}${at}.example.com`);
    const sentence = explainPolicyRefusal({ code: 'name-not-allowed', names: many, allowed: many });
    expect(sentence.length).toBeLessThan(600);
    expect(sentence).toContain('and 99 more');
  });
});
