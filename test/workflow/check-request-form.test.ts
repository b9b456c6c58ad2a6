import { describe, expect, it } from 'vitest';
import { openPolicy, type Policy } from '../../src/domain/policy.js';
import type { ProfileSettings } from '../../src/domain/profile.js';
import { checkRequestForm } from '../../src/workflow/check-request-form.js';
import type { RequestForm } from '../../src/workflow/request-form.js';
import { aCsr } from '../builders/pki.js';
import { aProfile, eve } from '../builders/profile.js';

const csr = aCsr({ commonName: 'web.example.com', names: ['DNS:web.example.com', 'DNS:db.example.com'] }).pem;
const other = aCsr({ commonName: 'other.example.com' }).pem;
type Rules = Partial<Policy['names']> & { readonly reason?: Policy['reasons']['request'] };

/** Every fault of a form for this profile, as `field: sentence`; or what it asks for. */
async function check(
  form: Partial<RequestForm>,
  { reason = 'optional', ...names }: Rules = {},
  parameters: ProfileSettings['parameters'] = [],
  held?: string,
) {
  const policy = {
    ...{ ...openPolicy, names: { ...openPolicy.names, ...names } },
    reasons: { ...openPolicy.reasons, request: reason },
  };
  const profile = aProfile({ settings: { parameters, policy }, sealed: {} });
  const checked = await checkRequestForm({
    form: {
      ...{ id: '7k3m-q2fp', requester: eve, profileId: profile.id, profileVersion: 1, commonName: '' },
      ...{ csrText: csr, csrFile: null, dynamicValues: {}, reason: '', ...form },
    },
    profile,
    draft: {
      ...{
        format: 1,
        kind: 'request',
        id: '7k3m-q2fp',
        user: eve.user,
        channel: null,
        values: {},
        sealed: {},
      },
      ...(held === undefined ? {} : { csr: held }),
    },
  });
  if (checked.ok) return checked.commonName;
  const nameOf = (field: (typeof checked.faults)[number]['field']) =>
    typeof field === 'string' ? field : 'parameter' in field ? field.parameter : field.keyWish;
  return checked.faults.map(({ field, sentence }) => `${nameOf(field)}: ${sentence}`);
}

const help = 'The rules, and who can change them, stand under Profile.';

describe('checkRequestForm', () => {
  it('lists every broken rule at the CSR, and who can help', async () => {
    expect(await check({}, { denied: ['db.example.com'], allowed: ['.example.net'], mostNames: 1 })).toEqual([
      "csr: db.example.com is denied by this profile's rule db.example.com.",
      'csr: web.example.com is not among the names that this profile allows: *.example.net (every name below).',
      'csr: This profile allows at most 1 names in one certificate, and these are 2. Split them into several requests.',
      `csr: ${help}`,
    ]);
  });

  it('puts it at the file when the CSR is one, and at a typed common name that the names do not repeat', async () => {
    const rules = { denied: ['other.example.com'] };
    expect((await check({ csrText: '', csrFile: { text: other } }, rules)).at(-1)).toBe(`csr-file: ${help}`);
    expect((await check({ csrText: other }, rules)).at(-1)).toBe(`csr: ${help}`);
    expect((await check({ csrText: other, commonName: 'OTHER.example.com.' }, rules)).at(-1)).toBe(
      `common-name: ${help}`,
    );
  });

  it('judges the names even when the common name is still to be chosen', async () => {
    const nameless = aCsr({ subject: '/O=Example', names: ['DNS:a.example.com', 'DNS:b.example.com'] }).pem;
    expect(await check({ csrText: nameless }, { denied: ['b.example.com'] })).toEqual([
      expect.stringContaining('common-name: The CSR has several names'),
      expect.stringContaining('csr: b.example.com is denied'),
      `csr: ${help}`,
    ]);
  });

  it('wants a reason where the profile does', async () => {
    expect(await check({ reason: ' \n' }, { reason: 'mandatory' })).toEqual([
      'reason: This profile asks for a reason: say why.',
    ]);
    expect(await check({ reason: 'renewal' }, { reason: 'mandatory' })).toBe('web.example.com');
  });

  it('takes the CSR that the draft holds when the form gives none', async () => {
    expect(await check({ csrText: ' ' }, {}, [], other)).toBe('other.example.com');
    expect(await check({}, {}, [], other)).toBe('web.example.com');
    expect(await check({ csrText: '', csrFile: { text: csr } }, {}, [], other)).toBe('web.example.com');
    expect(await check({ csrText: '' }, {}, [], 'no CSR')).toEqual([
      expect.stringMatching(/^csr: No CSR found/),
    ]);
  });

  const dynamic = { sensitive: false, dynamic: true } as const;
  const parameters: ProfileSettings['parameters'] = [
    { name: 'days', label: 'Days', check: { kind: 'integer' }, ...dynamic },
    { name: 'tier', check: { kind: 'list', options: ['gold', 'silver'] }, required: false, ...dynamic },
    { name: 'host', label: 'Host name', check: { kind: 'pattern', pattern: '[a-z]+[0-9]+' }, ...dynamic },
    { name: 'note', required: false, sensitive: true, dynamic: true },
    { name: 'token', label: 'API token', sensitive: true, dynamic: true },
  ];

  it('checks every value, and calls it by its label', async () => {
    const dynamicValues = { days: '3O', tier: 'lead', host: ' web ' };
    expect(await check({ dynamicValues }, {}, parameters)).toEqual([
      'days: Days: Enter a whole number, such as 30.',
      'tier: tier: Choose one of these: gold, silver.',
      'host: Host name: Enter a value that fits this pattern: [a-z]+[0-9]+',
      'token: API token is not set yet: press its button and enter it.',
    ]);
    expect(await check({ dynamicValues: {} }, {}, parameters.slice(0, 4))).toEqual([
      'days: The profile needs a value for Days.',
      'host: The profile needs a value for Host name.',
    ]);
    const good = { days: ' 30 ', tier: '', host: 'web1' };
    expect(await check({ dynamicValues: good }, {}, parameters.slice(0, 4))).toBe('web.example.com');
  });
});
