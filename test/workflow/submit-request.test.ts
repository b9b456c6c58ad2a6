import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';
import type { ChannelReach, Standing } from '../../src/workflow/ports.js';
import { sealDynamicValue } from '../../src/workflow/seal-dynamic-value.js';
import {
  type RequestForm,
  type SubmitRequestDeps,
  submitRequest,
} from '../../src/workflow/submit-request.js';
import { aCsr, aKey } from '../builders/pki.js';
import { aProfile, eve, MONDAY } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { anEntry, aStorePair, auditOf, type StorePair, silentLog } from '../redis/store-pair.js';

const csr = aCsr({ commonName: 'web.example.com' }).pem;
const ring = [{ name: 'k1', key: randomBytes(32) }];
const sealer = createSealer(ring, randomBytes(32));
const parameters: ProfileSettings['parameters'] = [
  { name: 'url', sensitive: false, dynamic: false, value: 'https://ca.example' },
  { name: 'days', sensitive: false, dynamic: true },
  { name: 'token', sensitive: true, dynamic: true },
];

describe('submitRequest', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let profile: Profile;
  let count = 0;
  const woken: string[] = [];

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    profile = aProfile({ id: 'pr0sub', settings: { name: 'sub', parameters }, sealed: {} });
    const subject = { kind: 'profile', id: profile.id } as const;
    expect(await stores.one.profiles.create(profile, anEntry({ subject }))).toBe('created');
  });
  beforeEach(() => {
    woken.length = 0;
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  type Weather = { standing?: Standing['kind']; reach?: () => Promise<ChannelReach> };
  const deps = ({ standing = 'member', reach = async () => ({ kind: 'member' }) }: Weather = {}) =>
    ({
      ...{
        ...stores.one,
        log: silentLog,
        clock: { now: () => MONDAY },
        pendingExpiryMs: 1000,
        remindMs: 400,
      },
      botName: 'countersign',
      directory: { standing: async () => ({ kind: standing }), membersOf: async () => [] },
      channels: { reach },
      announceQueue: { add: async (id: string) => void woken.push(id) },
      issueQueue: { add: async (id: string) => void woken.push(`run of ${id}`) },
    }) satisfies SubmitRequestDeps;

  /** A draft with its sensitive value set, and the form that goes with it. */
  async function aForm(overrides: Partial<RequestForm> = {}, token: string | null = 'a sensitive value') {
    const id = overrides.id ?? `0000-${String(++count).padStart(4, '0')}`;
    const draft = {
      format: 1,
      kind: 'request',
      id,
      user: eve.user,
      channel: null,
      values: {},
      sealed: {},
    } as const;
    await stores.one.drafts.create(draft);
    const entry = { id, user: eve.user, profileId: profile.id, name: 'token' };
    if (token) await sealDynamicValue({ drafts: stores.one.drafts, sealer }, { ...entry, value: token });
    return {
      ...{ id, requester: eve, profileId: profile.id, profileVersion: 1, commonName: '', csrText: csr },
      ...{ csrFile: null, dynamicValues: { days: ' 30 ' }, reason: ' because ', ...overrides },
    } satisfies RequestForm;
  }

  const faultsOf = async (overrides: Partial<RequestForm>, weather: Weather = {}) => {
    const result = await submitRequest(deps(weather), await aForm(overrides));
    return result.kind === 'faults' ? result.faults : result.kind;
  };

  it('stores a pending request with its audit entry, wakes the announcer and forgets the draft', async () => {
    const form = await aForm();
    const result = await submitRequest(deps(), form);
    const stored = await stores.two.requests.read(form.id);
    expect(result).toEqual({ kind: 'submitted', request: stored, channel: 'C0CERTS' });
    expect(stored).toMatchObject({ status: 'pending', reason: 'because', expiresAt: MONDAY + 1000 });
    expect(stored?.snapshot).toMatchObject({ commonName: 'web.example.com', dynamicValues: { days: '30' } });
    const sealed = stored?.sealed.token;
    if (!sealed) throw new Error('the sensitive value is not in the request');
    const binding = { owner: 'request', id: form.id, name: 'token' } as const;
    expect(createOpener(ring).open(sealed, binding)).toBe('a sensitive value');
    expect(stored?.snapshot.dynamicMarks.token).toBe(sealer.mark('a sensitive value', binding));
    const [, entry = ''] = (await auditOf(stores)).at(-1) ?? [];
    expect(JSON.parse(entry)).toMatchObject({ action: 'request.submitted', actor: eve });
    expect(entry).not.toContain('because');
    expect(woken).toEqual([form.id]);
    expect(await stores.one.drafts.read(form.id)).toBeNull();
  });

  it('makes one request of the same form sent twice, also at the same time', async () => {
    const form = await aForm();
    const both = await Promise.all([submitRequest(deps(), form), submitRequest(deps(), form)]);
    const third = await submitRequest(deps(), form);
    expect([...both, third].map(({ kind }) => kind)).toEqual(['submitted', 'submitted', 'submitted']);
    const entries = (await auditOf(stores)).filter(([, entry]) => entry.includes(form.id));
    expect(entries).toHaveLength(1);
  });

  it('does not give a request of somebody else to who sends its id', async () => {
    const form = await aForm();
    await submitRequest(deps(), form);
    const other = { ...form, requester: { ...eve, user: 'U0ELI' } };
    await expect(submitRequest(deps(), other)).resolves.toMatchObject({ kind: 'faults' });
  });

  it('neither uses nor removes the draft of somebody else, nor takes its id', async () => {
    const plain = aProfile({ id: 'pr0plain', settings: { name: 'plain', parameters: [] }, sealed: {} });
    await stores.one.profiles.create(plain, anEntry({ subject: { kind: 'profile', id: plain.id } }));
    const form = await aForm();
    const other = { ...form, requester: { ...eve, user: 'U0ELI' } };
    for (const profileId of [profile.id, plain.id]) {
      const result = await submitRequest(deps(), { ...other, profileId });
      expect(result).toMatchObject({ kind: 'faults', faults: [{ field: 'profile' }] });
    }
    expect(await stores.one.requests.read(form.id)).toBeNull();
    expect(await submitRequest(deps(), form)).toMatchObject({ kind: 'submitted' });
  });

  it('lists every fault, each with its field', async () => {
    const dynamicValues = { days: '\t' };
    const faults = await faultsOf(
      { csrText: 'x', reason: aKey().pem, commonName: aKey().pem, dynamicValues },
      { reach: async () => ({ kind: 'not-a-member' }) },
    );
    expect(faults).toMatchObject([
      { field: 'csr' },
      { field: 'reason' },
      { field: 'common-name' },
      { field: { parameter: 'days' } },
      { field: 'profile', sentence: expect.stringContaining('/invite') },
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/PRIVATE KEY-|MI[A-Z]{2}/);
  });

  it.each([
    { what: 'both', form: { csrFile: { text: csr } }, fields: ['csr', 'csr-file'] },
    { what: 'a bad file', form: { csrText: '', csrFile: { text: 'x' } }, fields: ['csr-file'] },
    {
      what: 'a file nobody could read',
      form: { csrText: '', csrFile: { fault: 'gone' } },
      fields: ['csr-file'],
    },
    { what: 'neither', form: { csrText: ' \n' }, fields: ['csr'] },
  ])('puts the fault of $what at the right field', async ({ form, fields }) => {
    expect(await faultsOf(form)).toMatchObject(fields.map((field) => ({ field })));
  });

  it.each(['archived', 'not-found', 'not-a-member'] as const)(
    'refuses a profile whose channel is %s',
    async (kind) => {
      expect(await faultsOf({}, { reach: async () => ({ kind }) })).toMatchObject([{ field: 'profile' }]);
    },
  );

  it('goes on when nobody can tell whether the bot is in the channel', async () => {
    const reach = async () => {
      throw new Error('Slack is away');
    };
    expect(await faultsOf({}, { reach })).toBe('submitted');
  });

  it.each(['guest', 'outsider', 'deactivated', 'bot'] as const)(
    'takes nothing from a %s',
    async (standing) => {
      const form = await aForm();
      const result = await submitRequest(deps({ standing }), form);
      const refusal = { code: 'no-standing', standing };
      expect(result).toEqual({ kind: 'refused', refusal, profile: 'sub' });
      expect(await stores.one.requests.read(form.id)).toBeNull();
    },
  );

  it('sends the form back when the profile is another version or is gone', async () => {
    expect(await submitRequest(deps(), await aForm({ profileVersion: 7 }))).toMatchObject({
      ...{ kind: 'profile-changed', profile: { id: profile.id } },
    });
    expect(await submitRequest(deps(), await aForm({ profileId: 'pr0gone' }))).toEqual({
      ...{ kind: 'profile-changed', profile: null },
    });
  });
});
