import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPolicy, type Policy, policySchema } from '../../src/domain/policy.js';
import type { Profile } from '../../src/domain/profile.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile, storesOf } from '../builders/saved-profile.js';
import { cardOf, requestIdIn } from '../builders/walks.js';

const wrong = aCsr({
  commonName: 'db.example.com',
  names: ['*.example.com', 'www.evil.net'],
  key: 'rsa2048',
});
const right = aCsr({ commonName: 'www.example.com', key: 'p256' });

const policy: Policy = policySchema.parse({
  ...openPolicy,
  names: { ...openPolicy.names, allowed: ['.example.com'], denied: ['db.example.com'], wildcards: false },
  keys: { ...openPolicy.keys, leastRsaBits: 3072 },
  reasons: { ...openPolicy.reasons, request: 'mandatory' },
});

describe.each<Transport>(['socket', 'http'])('a profile with a policy, over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;
  let strict: Profile;

  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    stores = storesOf(world);
    const dynamic = { sensitive: false, dynamic: true } as const;
    strict = await aSavedProfile(world, {
      ...{ name: 'strict', scriptName: 'returns', policy },
      parameters: [
        { name: 'days', label: 'Days', hint: 'At most 90.', check: { kind: 'integer' }, ...dynamic },
        { name: 'tier', label: 'Tier', check: { kind: 'list', options: ['gold', 'tin'] }, ...dynamic },
        { name: 'ha', label: 'Twice', check: { kind: 'boolean' }, defaultValue: 'false', ...dynamic },
        { name: 'note', label: 'Note', required: false, ...dynamic },
      ],
    });
    const gus = await world.control.idOf('users', 'gus');
    const eli = await world.control.idOf('users', 'eli');
    const forSome = { ...openPolicy, requesters: { users: [eli, gus], groups: [] } };
    await aSavedProfile(world, { name: 'for-some', scriptName: 'returns', policy: forSome });
    await world.start('bot');
  });
  afterEach(async () => {
    for (const user of ['eve', 'eli', 'gus', 'zoe']) await world.control.close(user);
  });
  afterAll(() => world.close());

  const open = async (user: string, words = '') => {
    await world.control.command(user, 'cert-requests', `/cert request ${words}`);
    return eventually('a modal', async () => {
      const top = await world.control.top(user);
      return top?.callback_id === 'loading' ? null : top;
    });
  };
  const textOf = async (user: string) => JSON.stringify((await world.control.top(user))?.blocks);

  it('refuses a request with every reason at its field, and takes it once it is put right', async () => {
    const { control } = world;
    const form = await open('eve', 'strict');
    expect(form.values).toMatchObject({ Twice: 'false', Tier: null, Days: null, Note: null });
    const shown = await textOf('eve');
    expect(shown).toContain(
      'Rules: names `*.example.com` · not `db.example.com` · no wildcards · RSA from 3072 bits ·',
    );
    expect(shown).toContain('At most 90.');
    await control.fill('eve', { 'CSR as text': wrong.pem, Days: 'many', Tier: 'gold', Reason: ' ' });
    const { errors } = await control.submit('eve');
    expect(errors).toEqual({
      'CSR as text': [
        "*.example.com, db.example.com are denied by this profile's rule db.example.com, for which a wildcard would be good.",
        'www.evil.net is not among the names that this profile allows: *.example.com (every name below).',
        'This profile allows no wildcards: *.example.com. Name the hosts one by one.',
        'This profile allows keys from 3072 bits on, and this one is RSA 2048. Make a new key and CSR.',
        'The rules, and who can change them, stand under Profile.',
      ].join(' '),
      Days: 'Days: Enter a whole number, such as 30.',
      Reason: 'This profile asks for a reason: say why.',
    });
    expect(await stores.requests.ofProfile(strict.id, 9)).toEqual([]);
    await control.fill('eve', { 'CSR as text': right.pem, Days: '30', Twice: 'true', Reason: 'new server' });
    const id = requestIdIn(await control.submit('eve'));
    await cardOf(control, id, 'new server');
    const { snapshot } = (await stores.requests.read(id)) ?? {};
    expect(snapshot?.dynamicValues).toEqual({ days: '30', tier: 'gold', ha: 'true', note: '' });
  });

  it('offers profiles to those who may use them, and says to others who can help', async () => {
    const { control } = world;
    const offered = await open('eve', 'for-some');
    expect(offered.values).not.toHaveProperty('for-some');
    expect(await textOf('eve')).toMatch(
      /The profile `for-some` is for <@\w+> or <@\w+>\. To be one of them, ask <@\w+> or <!subteam\^\w+>\./,
    );
    expect(await control.fill('eve', { Profile: 'for-some' })).toMatchObject({ ok: false });
    await open('eli', 'for-some');
    expect(await textOf('eli')).not.toContain('To be one of them');
  });

  it('lets in a guest who is listed by name, where the others say why not', async () => {
    const { control } = world;
    await open('gus', 'strict');
    expect(await textOf('gus')).toContain('Guests cannot do this here.');
    await open('gus');
    await control.fill('gus', { 'CSR as text': right.pem });
    await cardOf(control, requestIdIn(await control.submit('gus')));
    const { blocks } = await open('zoe', 'for-some');
    expect(JSON.stringify(blocks)).toContain('Only members of this workspace can do this.');
    expect(JSON.stringify(blocks)).toContain('Admins can list you for a profile by name');
  });
});
