import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type View } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLocalCaProfile, aSavedProfile, storesOf } from '../builders/saved-profile.js';

describe.each(['socket', 'http'] as const)('an admin edits a profile in Slack (%s)', (transport) => {
  let countersign: Countersign;
  let bot: Process;
  beforeAll(async () => {
    countersign = await aCountersign({}, { transport });
    bot = await countersign.start('bot');
  }, 60_000);
  afterEach(async () => {
    await Promise.all(['ada', 'ben'].map((user) => countersign.control.close(user)));
  });
  afterAll(() => countersign.close());

  const slack = () => countersign.control;
  const top = async (user: string): Promise<Pick<View, 'title' | 'values' | 'blocks'>> =>
    (await slack().top(user)) ?? { title: '', values: {}, blocks: [] };
  const loaded = (user: string, title: string) =>
    eventually(`${user} sees "${title}"`, async () => {
      const view = await slack().top(user);
      return view?.title === title && view.callback_id !== 'loading' ? view : null;
    });
  const command = (user: string, text: string) =>
    slack().command(user, 'cert-requests', `/cert profile ${text}`);
  const edit = async (name: string, user = 'ada') => {
    await command(user, `edit ${name}`);
    return loaded(user, 'Edit profile');
  };
  const click = async (label: string, user = 'ada') => {
    const seen = await slack().click(user, label);
    if (!seen.ok) throw new Error(seen.error);
    return seen;
  };
  const fill = async (values: Parameters<typeof countersign.control.fill>[1], user = 'ada') => {
    const seen = await slack().fill(user, values);
    if (!seen.ok) throw new Error(seen.error);
  };
  const save = (user = 'ada') => slack().submit(user);
  const shown = async (user = 'ada') => JSON.stringify((await top(user)).blocks);
  const told = async (user: string, text: string) => {
    const { messages } = await command(user, text);
    return JSON.stringify(messages.filter(({ ephemeral_to }) => ephemeral_to === user).at(-1));
  };
  const stored = async (name: string) => (await storesOf(countersign).profiles.byName(name))?.version;

  it('sets every rule in its group, says what is wrong at its field, and saves it as the next version', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const { name } = version.settings;
    expect(await edit(name)).toMatchObject({ values: { Name: name, Script: 'local_ca' } });

    await click('Names');
    await loaded('ada', 'Names');
    await fill({
      'Allowed DNS names': '.Example.com\nnot a name',
      'Also allowed': ['Wildcards'],
      'Most names': '9',
    });
    expect((await save()).errors).toEqual({
      'Allowed DNS names': expect.stringContaining('Not a DNS name: "not a name"'),
    });
    await fill({ 'Allowed DNS names': '.Example.com\nbücher.example' });
    expect((await save()).view).toMatchObject({ title: 'Edit profile' });
    expect(await shown()).toContain('`.example.com`, `xn--bcher-kva.example`');

    await click('Keys');
    await loaded('ada', 'Keys');
    await fill({ 'Kinds of key': ['EC'], 'Smallest curve': '384' });
    await save();
    await click('Who may request');
    await loaded('ada', 'Who may request');
    await fill({ Who: 'Only these people and groups', Requesters: ['eve'] });
    await save();
    await click('Deciding');
    await loaded('ada', 'Deciding');
    await fill({
      'A reason is needed for': ['Denying'],
      'Break glass': ['An admin may approve alone, with a reason, loudly'],
    });
    await save();
    await click('Times and limits');
    await loaded('ada', 'Times and limits');
    await fill({
      'Time limit': '45',
      'Longest validity': '',
      'Requests expire after': '1.5',
      'Runs at once': '2',
    });
    await save();

    const saved = await save();
    expect(saved.view).toMatchObject({ title: 'Profile saved' });
    expect(await shown()).toContain(`*${name}* is saved as version 2`);
    const { settings } = (await stored(name)) ?? version;
    expect(settings).toMatchObject({
      ...{ timeLimitMs: 45_000, maxValidityDays: null, script: version.settings.script },
      policy: {
        names: {
          allowed: ['.example.com', 'xn--bcher-kva.example'],
          wildcards: true,
          ips: false,
          mostNames: 9,
        },
        ...{ keys: { algorithms: ['EC'], leastCurveBits: 384 }, breakGlass: true, runsAtOnce: 2 },
        ...{ requesters: { users: [expect.any(String)] }, reasons: { deny: 'mandatory' } },
        pendingExpiryMs: 5_400_000,
      },
    });
    expect(await told('ben', `show ${name}`)).toContain('allowed `.example.com`, `xn--bcher-kva.example`');
  });

  it('keeps what was typed when the modal is closed and the bot starts anew, and offers to go on', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const { name } = version.settings;
    await edit(name);
    await fill({ Description: 'half a sen' });
    await click('Change ca_dir');
    await loaded('ada', 'Change parameter');
    await fill({ Label: 'Folder', Value: '/somewhere\nelse\n' });
    expect((await save()).view).toMatchObject({ values: { Description: 'half a sen' } });
    await slack().close('ada');
    await bot.end();
    bot = await countersign.start('bot');

    await edit(name);
    expect(await shown()).toContain(`You began editing *${name}*`);
    await click('Go on');
    const view = await eventually('the form', async () => {
      const now = await top('ada');
      return 'Description' in now.values ? now : null;
    });
    expect(view.values).toMatchObject({ Description: 'half a sen', Name: name });
    expect(await shown()).toContain('ca_dir (Folder)\\nplain: /somewhere ⏎ else');
    await slack().close('ada');

    await edit(name);
    await click('Start over');
    const fresh = await eventually('the form', async () => {
      const now = await top('ada');
      return 'Description' in now.values ? now : null;
    });
    expect(fresh.values).not.toMatchObject({ Description: 'half a sen' });
    expect((await save()).view).toMatchObject({ title: 'Nothing saved' });
  });

  it('offers a new profile that was begun above an empty form', async () => {
    await command('ben', 'new');
    await loaded('ben', 'New profile');
    await fill({ Name: 'begun', Script: 'local_ca' }, 'ben');
    await slack().close('ben');
    await command('ben', 'new');
    const empty = await loaded('ben', 'New profile');
    expect(empty.values.Name ?? '').toBe('');
    await fill({ Description: 'not of it' }, 'ben');
    await click('Go on', 'ben');
    const view = await eventually('the form', async () => {
      const now = await top('ben');
      return now.values.Name === 'begun' ? now : null;
    });
    expect(view.values).toMatchObject({ Script: 'local_ca' });
    expect(view.values.Description ?? '').toBe('');
  });

  it('tells the second of two admins what the first changed, and loses nothing of either', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const { name } = version.settings;
    await edit(name, 'ada');
    await edit(name, 'ben');
    await fill({ Description: 'by ben' }, 'ben');
    await click('Times and limits', 'ben');
    await loaded('ben', 'Times and limits');
    await fill({ 'Runs at once': '3' }, 'ben');
    await save('ben');
    await fill({ 'Approvals required': '2' });
    await save('ada');

    const refused = await save('ben');
    expect(refused.view).toMatchObject({ title: 'Edit profile', values: { Description: 'by ben' } });
    expect(await shown('ben')).toContain('saved version 2');
    expect(await shown('ben')).toContain('approvals `1` → `2`');
    expect((await stored(name))?.number).toBe(2);

    await click('Take theirs as base and keep my changes', 'ben');
    await eventually('both are there', async () => {
      const { values } = await top('ben');
      return values.Description === 'by ben' && values['Approvals required'] === '2';
    });
    expect(await shown('ben')).toContain('Saving makes these changes');
    expect((await save('ben')).view).toMatchObject({ title: 'Profile saved' });
    expect(await stored(name)).toMatchObject({
      ...{ number: 3, settings: { approvalsRequired: 2, description: 'by ben', policy: { runsAtOnce: 3 } } },
    });
  });

  it('says where a plain value may still be seen when it becomes sensitive, and takes it out of what is older', async () => {
    const value = 'ssh-was-plain-before';
    const { id, version } = await aSavedProfile(countersign, {
      parameters: [{ name: 'token', sensitive: false, dynamic: false, value }],
    });
    const { name } = version.settings;
    await edit(name);
    await click('Change token');
    await loaded('ada', 'Change parameter');
    await fill({ Marks: ['Sensitive'] });
    await save();
    await fill({ Value: 'another-secret-value' });
    await save();
    expect((await save()).view).toMatchObject({ title: 'Profile saved' });
    expect(await shown()).toContain('replace the value at its source');
    await eventually('no version holds it', async () => {
      const versions = await storesOf(countersign).profiles.versions(id);
      return !JSON.stringify(versions).includes(value);
    });
  });

  it('asks for what belongs to a check, moves rows, and refuses bad input at its field', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const { name } = version.settings;
    await edit(name);
    await click('Add parameter');
    await loaded('ada', 'Add parameter');
    await fill({ Name: 'tier', Marks: ['Dynamic', 'Optional'], Check: 'One of a list' });
    await eventually('the options are asked for', async () => 'Options' in (await top('ada')).values);
    await fill({ Options: Array.from({ length: 101 }, (_, i) => `t${i}`).join('\n') });
    expect((await save()).errors).toEqual({ Options: expect.stringContaining('at most 100 options') });
    await fill({ Options: 'gold\nsilver', Default: 'bronze' });
    expect((await save()).errors).toEqual({ Default: expect.stringContaining('gold, silver') });
    await fill({ Default: 'gold' });
    expect((await save()).view).toMatchObject({ title: 'Edit profile' });
    expect(await shown()).toContain(
      'tier\\ndynamic: asked for with each request, optional, default gold · one of 2',
    );

    await click('Move tier up');
    await eventually('the row moves', async () =>
      /ca_passphrase[\s\S]*tier\\n[\s\S]*valid_days\\n/.test(await shown()),
    );
    await click('Change tier');
    await loaded('ada', 'Change parameter');
    await fill({ Check: 'Pattern' });
    await eventually('the pattern is asked for', async () => 'Pattern' in (await top('ada')).values);
    await fill({ Pattern: 'a(b', Default: '' });
    expect((await save()).errors).toEqual({
      Pattern: expect.stringContaining('missing closing ) at character'),
    });
    await slack().close('ada');

    for (const wrong of ['Web Servers', 'wéb', 'x'.repeat(200), '__proto__', '']) {
      await edit(name);
      await click('Go on');
      await eventually('the form', async () => 'Name' in (await top('ada')).values);
      await fill({ Name: wrong });
      expect(Object.keys((await save()).errors ?? {})).toEqual(['Name']);
      await slack().close('ada');
    }
    expect((await stored(name))?.number).toBe(1);
  });

  it('copies a profile without its sensitive values', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const copy = `copy-${transport}`;
    await command('ada', `clone ${version.settings.name} ${copy}`);
    expect(await loaded('ada', 'New profile')).toMatchObject({ values: { Name: copy, Script: 'local_ca' } });
    expect(await shown()).toContain('ca_passphrase\\nsensitive: to be entered');
    expect((await save()).errors).toEqual({ Name: 'Parameters: ca_passphrase has no value yet.' });
    await click('Change ca_passphrase');
    await loaded('ada', 'Change parameter');
    await save();
    await fill({ Value: 'a passphrase of its own' });
    await save();
    expect((await save()).view).toMatchObject({ title: 'Profile saved' });
    expect((await stored(copy))?.settings.parameters).toHaveLength(3);
  });

  it('disables, enables and deletes a profile, and says so to admins only', async () => {
    const { version } = await aLocalCaProfile(countersign);
    const { name } = version.settings;
    expect(await told('eve', `disable ${name}`)).toContain('Only admins');
    expect(await told('eve', `delete ${name}`)).toContain('Only admins');
    expect(await told('ada', `disable ${name}`)).toContain(`*${name}* is disabled`);
    expect(await told('ada', `disable ${name}`)).toContain('is disabled already');
    expect(await told('ada', `enable ${name}`)).toContain(`*${name}* is enabled`);
    expect(await told('ada', `delete ${name}`)).toContain(`Delete the profile *${name}*?`);
    await click(`Delete ${name}`);
    await eventually('it is gone', async () => (await stored(name)) === undefined);
    await command('ada', `edit ${name}`);
    await eventually('there is no such profile', async () => (await shown()).includes('There is no profile'));
  });
});
