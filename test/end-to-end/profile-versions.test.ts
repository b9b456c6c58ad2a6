import { afterEach, describe, expect, it } from 'vitest';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { writeChange } from '../../src/workflow/write-change.js';
import { eventually, type Message } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aSavedProfile, storesOf } from '../builders/saved-profile.js';
import { silentLog } from '../redis/store-pair.js';

const CHANNEL = 'cert-requests';

describe.each<Transport>(['socket', 'http'])('the versions of a profile, over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;
  let profile: Profile;
  const start = async (env: Readonly<Record<string, string>> = {}) => {
    world = await aCountersign({ COUNTERSIGN_RECONCILE_SECONDS: '0.3', ...env }, { transport });
    stores = storesOf(world);
    profile = await aSavedProfile(world, {
      name: 'web',
      parameters: [{ name: 'token', sensitive: true, dynamic: false, secret: 's1' }],
      sealed: { token: 'a value of nobody' },
    });
    await world.start('bot');
  };
  afterEach(() => world.close());

  /** As somebody on a terminal does it. */
  const change = async (settings: Partial<ProfileSettings>, needsReview = false) => {
    const now = await stores.profiles.read(profile.id);
    if (!now) throw new Error('no profile');
    const author = { user: await world.control.idOf('users', 'ada'), team: profile.version.author.team };
    const deps = { profiles: stores.profiles, clock: { now: () => Date.now() }, log: silentLog, needsReview };
    const wake = { ids: { secret: () => `id-${Date.now()}` }, profileNews: { wake: () => undefined } };
    const written = await writeChange(
      { ...deps, ...wake },
      {
        ...{ profileId: profile.id, basedOn: now.version.number, author, surface: 'cli', cause: 'edited' },
        ...{ settings: { ...now.version.settings, ...settings }, sealed: {} },
      },
    );
    expect(['saved', 'proposed']).toContain(written.kind);
  };
  const said = (words: RegExp): Promise<Message> =>
    eventually(String(words), async () =>
      (await world.control.messages(CHANNEL)).find(({ text, blocks }) =>
        words.test(`${text} ${JSON.stringify(blocks)}`),
      ),
    );
  const history = async (user: string) => {
    const { messages } = await world.control.command(user, CHANNEL, '/cert profile history web');
    return `${messages.at(-1)?.text} ${JSON.stringify(messages.at(-1)?.blocks)}`;
  };
  const version = async () => (await stores.profiles.read(profile.id))?.version.number;

  it('are told in the channel, shown to admins alone, and restored', async () => {
    await start();
    await change({ approvalsRequired: 2 });
    await said(/changed the profile \*web\* \(version 2\)[\s\S]*approvals/);
    expect(await history('eve')).toContain('Only admins');
    const shown = await history('ben');
    expect(shown).toContain('*Version 2* (current)');
    expect(shown).toContain('Restore version 1');
    expect(shown).not.toContain('a value of nobody');
    await world.control.click('ben', 'Restore version 1');
    await eventually('version 3', async () => (await version()) === 3);
    await said(/restored an old version of the profile \*web\* \(version 3\)/);
    const settings = (await stores.profiles.read(profile.id))?.version.settings;
    expect(settings?.approvalsRequired).toBe(1);
  });

  it('wait for a second admin where changes are reviewed', async () => {
    await start({ COUNTERSIGN_PROFILE_REVIEW: 'on' });
    await change({ approvalsRequired: 2 }, true);
    const card = await said(/wants to change the profile \*web\*/);
    const where = { channel: CHANNEL, ts: card.ts };
    await world.control.click('ada', 'Let it through', where);
    await eventually('the author hears that it is their own', async () =>
      (await world.control.state('ada')).channels.some(({ messages }) =>
        messages.some(({ text }) => text.includes('another admin has to look at it')),
      ),
    );
    expect(await version()).toBe(1);
    await world.control.click('eve', 'Let it through', where);
    expect(await version()).toBe(1);
    await world.control.click('ben', 'Let it through', where);
    await eventually('version 2', async () => (await version()) === 2);
    await said(/let through by/);
    const closed = await eventually('the card asks nobody any more', async () =>
      (await world.control.messages(CHANNEL)).find(
        ({ ts, blocks }) => ts === card.ts && !JSON.stringify(blocks).includes('Turn it down'),
      ),
    );
    expect(closed.text).toContain('through');
  });

  it('are turned down with a reason that the channel sees', async () => {
    await start({ COUNTERSIGN_PROFILE_REVIEW: 'on' });
    await change({ approvalsRequired: 2 }, true);
    const card = await said(/wants to change the profile \*web\*/);
    await world.control.click('ben', 'Turn it down', { channel: CHANNEL, ts: card.ts });
    await eventually('the modal', async () => (await world.control.top('ben'))?.callback_id);
    await world.control.fill('ben', { Reason: 'one is <!channel> enough' });
    await world.control.submit('ben');
    await said(/turned the change of \*web\* down: one is &lt;!channel&gt; enough/);
    expect(await stores.profiles.read(profile.id)).toMatchObject({ proposal: null, version: { number: 1 } });
  });
});
