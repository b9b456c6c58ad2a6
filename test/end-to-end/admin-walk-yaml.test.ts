import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';
import { storesOf } from '../builders/saved-profile.js';
import { walkToCertificate } from '../builders/walks.js';
import { type Said, said } from '../cli/a-terminal.js';

const CHANNEL = 'cert-requests';
const PASSPHRASE = 'correct horse battery staple';

describe('a new admin and a profile, by YAML on a terminal', () => {
  let world: Countersign;
  let first = '';

  beforeAll(async () => {
    world = await aCountersign();
    await Promise.all([world.start('bot'), world.start('worker')]);
    writeFileSync(join(world.dir, 'passphrase.txt'), `${PASSPHRASE}\n`, { mode: 0o600 });
  });
  afterAll(() => world.close());

  /** As somebody types it who has the settings of bot and worker in the environment. */
  const type = (args: readonly string[], stdin = ''): Promise<Said> => {
    const keys = world.ring.map(({ name, key }) => `${name}:${key.toString('base64')}`).join(',');
    return said(
      process.execPath,
      [join(process.cwd(), 'dist', 'main.js'), 'profile', ...args],
      world.dir,
      stdin,
      {
        ...{ REDIS_URL: world.redis.url, COUNTERSIGN_KEYS: keys },
        COUNTERSIGN_SCRIPTS: join(world.dir, 'scripts'),
      },
    );
  };
  const write = (name: string, text: string) => writeFileSync(join(world.dir, name), text);
  const inChannel = (words: RegExp) =>
    eventually(String(words), async () =>
      (await world.control.messages(CHANNEL)).find(({ text, blocks }) =>
        words.test(`${text} ${JSON.stringify(blocks)}`),
      ),
    );
  const csr = (name: string) => aCsr({ commonName: name }).pem;

  it('defines it, with a sensitive value from a file, and the channel hears of it', async () => {
    const [channel, group] = await Promise.all([
      world.control.idOf('channels', CHANNEL),
      world.control.idOf('usergroups', 'pki-approvers'),
    ]);
    write(
      'web.yaml',
      `name: web
script: {name: local_ca}
approvers: {groups: [${group}]}
channel: ${channel}
parameters:
  - {name: ca_dir, value: ${join(world.dir, 'ca')}}
  - {name: ca_passphrase, sensitive: true}
  - {name: valid_days, dynamic: true, default: "30", check: {kind: integer}}
...
`,
    );
    const without = await type(['import', 'web.yaml']);
    expect(without).toMatchObject({ code: 2, out: '' });
    expect(without.err).toContain('--secret web.ca_passphrase=@FILE');
    const made = await type(['import', 'web.yaml', '--secret', 'web.ca_passphrase=@passphrase.txt']);
    expect(made).toMatchObject({ code: 0, out: 'web: made as version 1\n' });
    await inChannel(/profile \*web\*/);
  });

  it('tries it with a request, which comes to a certificate', async () => {
    const walked = await walkToCertificate(world.control, {
      ...{ profile: 'web', csr: csr('web.example.com'), values: { valid_days: '30' } },
    });
    write('web.pem', walked.pem);
    const shown = openssl(['x509', '-in', join(world.dir, 'web.pem'), '-noout', '-subject']);
    expect(shown).toMatch(/CN ?= ?web\.example\.com/);
  });

  it('changes it in an editor, looks at what would change, and writes it', async () => {
    const exported = await type(['export', 'web']);
    first = exported.out;
    expect(first).not.toContain(PASSPHRASE);
    write('web.yaml', first.replace('approvalsRequired: 1', 'approvalsRequired: 2'));
    const dry = await type(['import', 'web.yaml', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, out: 'web: approvals 1 -> 2\n' });
    const written = await type(['import', 'web.yaml']);
    expect(written).toMatchObject({ code: 0, out: 'web: version 2: approvals 1 -> 2\n' });
    await inChannel(/imported the profile \*web\* \(version 2\)/);
  });

  it('restores the old version from its export, and it works as before', async () => {
    write('web-1.yaml', first);
    expect(await type(['import', 'web-1.yaml'])).toMatchObject({
      ...{ code: 0, out: 'web: version 3: approvals 2 -> 1\n' },
    });
    expect((await type(['export'])).out).toBe(first);
    await walkToCertificate(world.control, {
      ...{ profile: 'web', csr: csr('again.example.com'), values: { valid_days: '30' } },
    });
  });

  it('replaces the sensitive value, which is nowhere to be read', async () => {
    const said = await type(
      ['secret', 'web', 'ca_passphrase'],
      readFileSync(join(world.dir, 'passphrase.txt'), 'utf8'),
    );
    expect(said).toEqual({ code: 0, out: 'web: version 4: ca_passphrase replaced\n', err: '' });
    const audit = await storesOf(world).client.command((redis) =>
      redis.xrange(storesOf(world).client.keys.audit, '-', '+'),
    );
    const everything = JSON.stringify([audit, await world.control.state(), await world.control.calls()]);
    expect(everything).toContain('secret-replaced');
    expect(everything).not.toContain(PASSPHRASE);
  });
});
