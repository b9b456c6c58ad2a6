import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { eventually, type View } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aSavedProfile, storesOf } from '../builders/saved-profile.js';

const CHANNEL = 'cert-requests';
const header = (parameters: string) =>
  `"""Certificates of the company CA.\n\nParameters:\n${parameters}"""\n`;
const body = (line = 'return ""') =>
  `\n\ndef certificate_request(csr, common_name, args_dict):\n    ${line}\n`;
const source = (line?: string) =>
  `${header('    url (required): where the CA is\n    token (required, sensitive): its token\n')}${body(line)}`;

describe('scripts in Slack', () => {
  let world: Countersign;
  let stores: Stores;
  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_SCRIPT_UPLOAD: 'on', COUNTERSIGN_RECONCILE_SECONDS: '0.3' });
    stores = storesOf(world);
    await world.start('bot');
  });
  afterEach(async () => {
    for (const user of ['ada', 'ben', 'eve']) await world.control.close(user);
  });
  afterAll(() => world.close());

  const command = async (user: string, text: string) => {
    const { messages } = await world.control.command(user, CHANNEL, `/cert ${text}`);
    const last = messages.at(-1);
    return `${last?.text} ${JSON.stringify(last?.blocks)}`;
  };
  const filled = (user: string): Promise<View> =>
    eventually('a filled modal', async () => {
      const top = await world.control.top(user);
      return top && top.callback_id !== 'loading' ? top : null;
    });
  const modal = async (user: string, text: string) => {
    await world.control.command(user, CHANNEL, `/cert ${text}`);
    return JSON.stringify((await filled(user)).blocks);
  };
  const upload = async (name: string, content: string, file = 'company_ca.py') => {
    await world.control.close('ada');
    await modal('ada', 'script upload');
    const put = await world.control.fill('ada', {
      Name: name,
      'Python file': { file: { name: file, content } },
    });
    expect(put.error).toBeUndefined();
    return world.control.submit('ada');
  };

  it('are listed for admins, with summary, profiles, and nothing for anybody else', async () => {
    await aSavedProfile(world, { name: 'listed' });
    const shown = await command('ada', 'script list');
    expect(shown).toContain('*local_ca*');
    expect(shown).toContain('Used by *listed*');
    expect(shown).toContain('Show acme');
    expect(await command('eve', 'script list')).toContain('Only admins can look at scripts');
    expect(await modal('eve', 'script show local_ca')).toContain('Only admins');
  });

  it('are shown with parameters, files, hash and their source page by page', async () => {
    const first = await modal('ada', 'script show acme');
    for (const words of ['Parameters', 'acme_client.py', 'SHA-256', 'Docstring', 'Page 1 of']) {
      expect(first).toContain(words);
    }
    await world.control.click('ada', 'Next');
    await eventually('the second page', async () =>
      JSON.stringify((await world.control.top('ada'))?.blocks).includes('Page 2 of'),
    );
    await world.control.close('ada');
    expect(await modal('ada', 'script show locl_ca')).toContain('Did you mean `local_ca`?');
  });

  it.each([
    ['a path that climbs out', '../evil', source(), 'evil.py', 'Name', 'no path'],
    ['a name on disk', 'local_ca', source(), 'x.py', 'Name', 'Take another name'],
    ['no Python file', 'company', source(), 'x.txt', 'Python file', 'ends with .py'],
    ['an empty file', 'company', ' \n', 'x.py', 'Python file', 'empty'],
    ['bytes that are no text', 'company', `${source()}\0`, 'x.py', 'Python file', 'UTF-8'],
    ['what does not parse', 'company', 'def certificate_request(:', 'x.py', 'Python file', 'line 1'],
    ['what defines nothing', 'company', 'x = 1\n', 'x.py', 'Python file', 'certificate_request'],
    ['more than 1 MB', 'company', `# ${'x'.repeat(1 << 20)}`, 'x.py', 'Python file', '1 MB'],
    [
      'a private key',
      'company',
      `K = "-----BEGIN PRIVATE KEY-----"\n${source()}`,
      'x.py',
      'Python file',
      'compromised',
    ],
  ])('refuse %s at its field and keep nothing', async (_, name, content, file, field, words) => {
    const sent = await upload(name, content, file);
    expect(sent.errors?.[field]).toContain(words);
    expect(await stores.uploads.list()).toEqual([]);
  });

  it('uploaded again change nothing for a profile until an admin accepts the new bytes', async () => {
    const sent = await upload('company_ca', source());
    expect(JSON.stringify(sent.view?.blocks)).toContain('`company_ca` is on the shelf');
    const [uploaded] = await stores.uploads.list();
    expect(uploaded).toMatchObject({
      name: 'company_ca',
      by: { user: await world.control.idOf('users', 'ada') },
    });
    const hash = uploaded?.hash ?? '';
    const profile = await aSavedProfile(world, { name: 'company', script: { name: 'company_ca', hash } });
    expect(await command('ada', 'profile list company')).not.toContain('script changed');
    const again = await upload('company_ca', source('return eval("1")'));
    expect(JSON.stringify(again.view?.blocks)).toContain('takes the place of an earlier upload');
    expect(JSON.stringify(again.view?.blocks)).toContain('eval');
    await world.control.close('ada');
    expect((await stores.profiles.read(profile.id))?.version.settings.script.hash).toBe(hash);
    for (const where of ['profile list company', 'script list', 'profile show company'])
      expect(await command('ada', where)).toContain('script changed since version 1');
    expect(await command('eve', 'profile list company')).not.toContain('script changed');
    await world.control.click('ada', 'Show what changed');
    const shown = JSON.stringify((await filled('ada')).blocks);
    expect(shown).toContain('-    return \\"\\"');
    expect(shown).toContain('+    return eval');
    await world.control.click('ada', 'Accept the new bytes');
    await eventually('version 2', async () => (await stores.profiles.read(profile.id))?.version.number === 2);
    const version = (await stores.profiles.read(profile.id))?.version;
    expect(version).toMatchObject({ cause: 'script-accepted' });
    expect(version?.settings.script.hash).not.toBe(hash);
    await eventually('the channel is told', async () =>
      (await world.control.messages(CHANNEL)).some(({ text }) => text.includes('accepted the new script of')),
    );
    expect(await command('ada', 'profile list company')).not.toContain('script changed');
  });

  it('on disk that changed, or went, are said so', async () => {
    const file = join(world.dir, 'scripts', 'disk_ca.py');
    writeFileSync(file, source());
    await aSavedProfile(world, { name: 'disk', scriptName: 'disk_ca' });
    writeFileSync(file, source('return None'));
    expect(await command('ada', 'profile show disk')).toContain('script changed since version 1');
    rmSync(file);
    expect(await command('ada', 'profile show disk')).toContain('not there any more');
    expect(await command('ada', 'script list')).toContain('*disk_ca*');
  });

  it('chosen in the profile form fill in the parameters of their header', async () => {
    writeFileSync(join(world.dir, 'scripts', 'headed.py'), source());
    await modal('ada', 'profile new headed');
    await world.control.fill('ada', { Script: 'headed' });
    await eventually('the rows of the header', async () => {
      const blocks = JSON.stringify((await world.control.top('ada'))?.blocks);
      return blocks.includes('Change url') && blocks.includes('Change token') ? blocks : null;
    });
    const shows = (words: string, isThere = true) =>
      eventually(`the form ${isThere ? 'shows' : 'has not'} ${words}`, async () => {
        const blocks = JSON.stringify((await world.control.top('ada'))?.blocks);
        return blocks.includes(words) === isThere;
      });
    // What another script only offered goes with it; what somebody filled in stays.
    await world.control.fill('ada', { Script: 'chatter' });
    await shows('Change url', false);
    await world.control.fill('ada', { Script: 'headed' });
    await shows('Change token');
    await world.control.click('ada', 'Change url');
    await eventually(
      'the parameter',
      async () => (await world.control.top('ada'))?.callback_id === 'parameter',
    );
    await world.control.fill('ada', { Value: 'https://ca.example.com' });
    await world.control.submit('ada');
    await shows('https://ca.example.com');
    await world.control.click('ada', 'Delete token');
    await shows('Change token', false);
    await world.control.fill('ada', { Script: 'chatter' });
    await shows('chatter`');
    await shows('https://ca.example.com');
    await world.control.fill('ada', { Script: 'headed' });
    await shows('Add the parameters of its header');
    await world.control.click('ada', 'Add the parameters of its header');
    await shows('Change token');
    await shows('https://ca.example.com');
  });

  it('that cannot work are refused at the Script field', async () => {
    await modal('ada', 'profile new broken');
    await world.control.fill('ada', {
      Script: 'bad_syntax',
      Approvers: ['amy'],
      Channel: CHANNEL,
    });
    await eventually('what was found', async () =>
      JSON.stringify((await world.control.top('ada'))?.blocks).includes('It cannot work as it is'),
    );
    const sent = await world.control.submit('ada');
    expect(sent.errors?.Script).toContain('script.py');
    expect(await stores.profiles.byName('broken')).toBeNull();
  });
});
