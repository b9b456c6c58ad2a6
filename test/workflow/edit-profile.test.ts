import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';
import { editProfile } from '../../src/workflow/edit-profile.js';
import { moveParameter } from '../../src/workflow/move-parameter.js';
import type { Ids } from '../../src/workflow/ports.js';
import { readProfileDraft, typeProfile } from '../../src/workflow/profile-draft.js';
import { rebaseDraft } from '../../src/workflow/rebase-draft.js';
import { type SaveDraftDeps, saveDraft } from '../../src/workflow/save-draft.js';
import { type SealParameterDeps, sealParameter } from '../../src/workflow/seal-parameter.js';
import { type StartProfileDeps, startProfile } from '../../src/workflow/start-profile.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, ben, eve, MONDAY } from '../builders/profile.js';
import { aScript } from '../builders/script.js';
import { aChecker } from '../builders/script-checker.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { type StorePair, silentLog } from '../redis/store-pair.js';

const ada = { user: 'U0ADA', team: 'T0ACME' };
const ring = [{ name: 'k1', key: randomBytes(32) }];
const script = aScript(undefined, 'acme_ca');

describe('a draft of an edit', () => {
  let pair: StorePair;
  let now = MONDAY;
  let count = 0;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    now = MONDAY;
    const audit = { format: 1, at: MONDAY, actor: ben, surface: 'slack', action: 'profile.created' } as const;
    const profile = aProfile();
    await pair.one.profiles.create(profile, {
      ...{ ...audit, subject: { kind: 'profile', id: profile.id }, facts: {} },
    });
  });

  const deps = () =>
    ({
      ...{ drafts: pair.one.drafts, profiles: pair.one.profiles, scripts: pair.one.scripts, log: silentLog },
      shelf: {
        names: async () => ['acme_ca'],
        read: async (name: string) => (name === 'acme_ca' ? script : null),
      },
      directory: aDirectory({}),
      channels: { reach: async () => ({ kind: 'member' }) as const },
      clock: { now: () => now },
      ids: { request: () => 'x', profile: () => `pr${count++}`, secret: () => `id-${count++}` },
      sealer: createSealer(ring, randomBytes(32)),
      admins: { users: [ben.user, ada.user], groups: [] },
      ...{ botName: 'countersign', needsReview: false, profileNews: { wake: () => undefined } },
      runTimeLimitMs: 60_000,
      ...aChecker(),
    }) satisfies SaveDraftDeps & StartProfileDeps & SealParameterDeps & { readonly ids: Ids };
  const edit = async (by = ben) => {
    const profile = await pair.one.profiles.byName('web');
    const result = await editProfile(deps(), { profile, by });
    if (result.kind !== 'started' && result.kind !== 'begun') throw new Error(result.kind);
    return { kind: result.kind, draft: result.draft, owner: { draft: result.draft.id, user: by.user } };
  };
  const describeAs = async (by: typeof ben, description: string, at: number | null = null) => {
    const { owner, draft } = await edit(by);
    const typed = await typeProfile(deps(), owner, { typed: { ...draft.typed, description }, at });
    if (!typed) throw new Error('the draft is there');
    return { owner, draft: typed };
  };

  it('is for admins only, each with their own', async () => {
    const profile = await pair.one.profiles.byName('web');
    expect(await editProfile(deps(), { profile, by: eve })).toEqual({ kind: 'not-an-admin' });
    const [one, other] = [await edit(ben), await edit(ada)];
    expect(one.draft.id).not.toBe(other.draft.id);
    expect(await readProfileDraft(deps(), { draft: one.draft.id, user: ada.user })).toBeNull();
  });

  it('is gone on with once it was touched, and thrown away when that is wanted', async () => {
    expect((await edit()).kind).toBe('started');
    expect((await edit()).kind).toBe('started');
    await describeAs(ben, 'half');
    expect(await edit()).toMatchObject({ kind: 'begun', draft: { typed: { description: 'half' } } });
    const profile = await pair.one.profiles.byName('web');
    await editProfile(deps(), { profile, by: ben, startsOver: true });
    expect((await edit()).kind).toBe('started');
  });

  it('drops what was typed earlier and comes later', async () => {
    await describeAs(ben, 'second', 2000);
    expect((await describeAs(ben, 'first', 1000)).draft.typed.description).toBe('second');
    expect((await describeAs(ben, 'sent', null)).draft.typed.description).toBe('sent');
  });

  it('becomes the next version, keeps the pinned script and the sealed value, and is gone', async () => {
    const { draft } = await describeAs(ben, 'better');
    const result = await saveDraft(deps(), draft, ben);
    expect(result).toMatchObject({ kind: 'saved', changes: [{ kind: 'field', label: 'description' }] });
    const after = await pair.two.profiles.byName('web');
    expect(after?.version).toMatchObject({ number: 2, author: ben, cause: 'edited' });
    expect(after?.version.settings.script.hash).toBe('a'.repeat(64));
    expect(after?.sealed).toEqual(aProfile().sealed);
    expect((await edit()).kind).toBe('started');
  });

  it('makes no version when nothing was changed', async () => {
    expect(await saveDraft(deps(), (await edit()).draft, ben)).toMatchObject({ kind: 'unchanged' });
    expect((await pair.two.profiles.byName('web'))?.version.number).toBe(1);
  });

  it('pins the bytes of a script that was chosen, and says when it is not there', async () => {
    const { draft } = await edit();
    const chosen = { ...draft, typed: { ...draft.typed, scriptName: 'acme_ca' } };
    const gone = { ...draft, typed: { ...draft.typed, scriptName: 'gone', channel: '' } };
    expect(await saveDraft(deps(), gone, ben)).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'channel' }, { field: 'script' }],
    });
    expect(await saveDraft(deps(), chosen, ben)).toMatchObject({ kind: 'saved' });
    const hash = (await pair.two.profiles.byName('web'))?.version.settings.script.hash ?? '';
    expect(await pair.two.scripts.read(hash)).toEqual(script);
  });

  it('seals a replaced value for the profile, not for the draft', async () => {
    const { owner, draft } = await edit();
    const entry = { ...owner, row: draft.rows[1]?.row ?? '', name: 'passphrase', value: 'a new passphrase' };
    expect(await sealParameter(deps(), entry)).toMatchObject({ kind: 'sealed' });
    const changed = await readProfileDraft(deps(), owner);
    if (!changed) throw new Error('the draft is there');
    expect(await saveDraft(deps(), changed, ben)).toMatchObject({
      changes: [{ kind: 'parameter', name: 'passphrase', change: 'replaced' }],
    });
    const profile = await pair.two.profiles.byName('web');
    const value = profile?.sealed.passphrase;
    if (!profile || !value) throw new Error('the profile holds a value');
    const binding = { owner: 'profile', id: profile.id, name: 'passphrase' } as const;
    expect(createOpener(ring).open(value, binding)).toBe('a new passphrase');
  });

  it('overwrites nobody: it is told what came between, and put on top of it field by field', async () => {
    const mine = await describeAs(ben, 'by ben');
    const theirs = await edit(ada);
    const longer = { ...theirs.draft, rules: { ...theirs.draft.rules, maxValidityDays: 30 } };
    expect(await saveDraft(deps(), longer, ada)).toMatchObject({ kind: 'saved' });

    expect(await saveDraft(deps(), mine.draft, ben)).toMatchObject({
      ...{ kind: 'stale', profile: { version: { author: ada } } },
      since: [{ label: 'longest validity in days', from: '90', to: '30' }],
    });
    expect(await readProfileDraft(deps(), mine.owner)).toEqual(mine.draft);

    const rebased = await rebaseDraft(deps(), mine.owner);
    if (rebased.kind !== 'rebased') throw new Error(rebased.kind);
    expect(rebased.draft).toMatchObject({
      ...{ basedOn: 2, typed: { description: 'by ben' }, rules: { maxValidityDays: 30 } },
    });
    expect(rebased.draft.form).not.toBe(mine.draft.form);
    expect(await saveDraft(deps(), rebased.draft, ben)).toMatchObject({
      changes: [{ kind: 'field', label: 'description' }],
    });
  });

  it('moves rows by one place, and nowhere past the ends', async () => {
    const { owner, draft } = await edit();
    const [first = '', second = ''] = draft.rows.map(({ row }) => row);
    const order = async (row: string, to: 'up' | 'down') =>
      (await moveParameter(deps(), { ...owner, row, to }))?.rows.map((each) => each.row);
    expect(await order(first, 'up')).toEqual([first, second]);
    expect(await order(first, 'down')).toEqual([second, first]);
    expect(await order(first, 'down')).toEqual([second, first]);
    expect(await order('gone', 'down')).toEqual([second, first]);
    const now = await readProfileDraft(deps(), owner);
    expect(now && (await saveDraft(deps(), now, ben))).toMatchObject({ changes: [{ kind: 'order' }] });
  });

  it('begins a copy with all but the sealed values, and remembers which new profile was touched last', async () => {
    const like = await pair.one.profiles.byName('web');
    if (!like) throw new Error('web is there');
    const first = await startProfile(deps(), ben, { like, name: 'web2' });
    if (first.kind !== 'started') throw new Error(first.kind);
    const { draft } = first;
    expect(draft).toMatchObject({
      basedOn: null,
      typed: { name: 'web2', description: 'Certificates for web servers' },
    });
    expect(draft.rows.map(({ parameter }) => 'secret' in parameter && parameter.secret)).toEqual([false, '']);
    const fresh = draft.profileId;
    expect(fresh).not.toBe(like.id);
    const acme = { ...draft, typed: { ...draft.typed, scriptName: 'acme_ca' } };
    expect(await saveDraft(deps(), acme, ben)).toMatchObject({
      faults: [{ field: 'parameters', sentence: 'passphrase has no value yet.' }],
    });

    const untouched = await startProfile(deps(), ben);
    expect(untouched).toMatchObject({ earlier: null });
    now += 1000;
    const owner = { draft: draft.id, user: ben.user };
    await typeProfile(deps(), owner, { typed: { ...draft.typed, name: 'web3' }, at: 1 });
    expect(await startProfile(deps(), ben)).toMatchObject({
      earlier: { id: draft.id, typed: { name: 'web3' } },
    });
    expect(await startProfile(deps(), ada)).toMatchObject({ earlier: null });
  });
});
