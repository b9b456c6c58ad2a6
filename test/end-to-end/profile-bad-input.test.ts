import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOffice, type Office } from '../builders/admin-acts/an-office.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';

const CHANNEL = 'cert-requests';
const long = 'x'.repeat(200);
const names = ['a b', 'ünïcode', 'дом', long, '__proto__', '-web', 'web/../x', '<!channel>', '🔑'];

describe('bad input for a profile', () => {
  let world: Countersign;
  let office: Office;
  let yaml: (more?: string) => string;

  beforeAll(async () => {
    world = await aCountersign();
    await world.start('bot');
    const records = { secrets: [], hidden: [], shown: [], done: new Map() };
    office = await anOffice(world, 'web', records);
    const [channel, group] = await Promise.all([
      world.control.idOf('channels', CHANNEL),
      world.control.idOf('usergroups', 'pki-approvers'),
    ]);
    yaml = (more = '') =>
      `name: web\nscript: {name: local_ca}\napprovers: {groups: [${group}]}\nchannel: ${channel}\n${more}...\n`;
    writeFileSync(join(world.dir, 'outside.py'), 'def certificate_request(a, b, c): ...\n');
    symlinkSync(join(world.dir, 'outside.py'), join(world.dir, 'scripts', 'link_out.py'));
  });
  afterAll(() => world.close());

  const nothingIsSaved = async () => expect(await office.stores.profiles.list()).toEqual([]);
  const open = async () => {
    await world.control.close('ada');
    await world.control.command('ada', CHANNEL, '/cert profile new');
    await eventually('the form', async () => (await world.control.top('ada'))?.callback_id === 'profile');
  };

  it('is said at the name in Slack, whatever the name, and what was typed stays', async () => {
    await open();
    await world.control.fill('ada', { Script: 'local_ca' });
    await eventually('the parameters of its header', async () =>
      JSON.stringify(await world.control.top('ada')).includes('Change ca_dir'),
    );
    await world.control.fill('ada', { 'Approver groups': ['@pki-approvers'], Channel: CHANNEL });
    for (const name of [...names, 'Üpper']) {
      await world.control.fill('ada', { Name: name });
      const { errors, view, error } = await world.control.submit('ada');
      expect({ name, error, at: Object.keys(errors ?? {}) }).toMatchObject({
        at: expect.arrayContaining(['Name']),
      });
      expect(view?.values.Name).toBe(name);
    }
    await nothingIsSaved();
  });

  it('is said at the name of a parameter in Slack, also when it is there twice', async () => {
    await open();
    await world.control.click('ada', 'Add parameter');
    for (const name of names) {
      await world.control.fill('ada', { Name: name, Value: 'v' });
      expect(Object.keys((await world.control.submit('ada')).errors ?? {})).toEqual(['Name']);
    }
    await world.control.fill('ada', { Name: 'url' });
    await world.control.submit('ada');
    await world.control.click('ada', 'Add parameter');
    await world.control.fill('ada', { Name: 'url', Value: 'v' });
    expect((await world.control.submit('ada')).errors).toEqual({ Name: expect.stringContaining('already') });
    await nothingIsSaved();
  });

  it.each(names)('is said with its line in a file: the name %j', async (name) => {
    const asProfile = yaml().replace('name: web', `name: ${JSON.stringify(name)}`);
    const asParameter = yaml(`parameters:\n  - {name: ${JSON.stringify(name)}, value: v}\n`);
    for (const [stdin, line] of [
      [asProfile, 1],
      [asParameter, 6],
    ] as const) {
      const { code, err } = await office.type(['import', '-'], { stdin });
      expect(code).toBe(2);
      expect(err).toMatch(new RegExp(`standard input:${line}: .*name`));
    }
    await nothingIsSaved();
  });

  const parameter = (fields: string) => `parameters:\n  - {name: a, ${fields}}\n`;
  const options = JSON.stringify(Array.from({ length: 101 }, (_, index) => `option ${index}`));
  it.each<[string, string, RegExp]>([
    [
      'a parameter twice',
      'parameters:\n  - {name: a, value: v}\n  - {name: a, value: w}\n',
      /a is there twice/,
    ],
    ['a list of 101 options', parameter(`value: v, check: {kind: list, options: ${options}}`), /:6: .*100/],
    [
      'a pattern that cannot be linear',
      parameter(`dynamic: true, check: {kind: pattern, pattern: '(a)\\1'}`),
      /pattern/,
    ],
    ['a pattern that is none', parameter(`dynamic: true, check: {kind: pattern, pattern: '('}`), /pattern/],
    ['a value that its check refuses', parameter('value: v, check: {kind: integer}'), /whole number/i],
    [
      'a default that its check refuses',
      parameter('dynamic: true, default: v, check: {kind: integer}'),
      /whole number/i,
    ],
    [
      'a name rule that is none',
      'policy: {names: {allowed: ["a b.*"]}}\n',
      /:5: policy\.names\.allowed\[0\]: give a DNS name/,
    ],
    ['a value of 1 MB', parameter(`value: ${'x'.repeat(1 << 20)}`), /1,000,000 characters/],
    ['a value of half of one', parameter(`value: ${'x'.repeat(1 << 19)}`), /:6: .*value.*100000 characters/],
    ['a key of JavaScript', '__proto__: {approvalsRequired: 0}\n', /:5: __proto__ is not a field/],
    [
      'a private key that is plain',
      parameter(`value: "-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2Vw"`),
      /compromised/,
    ],
  ])('is said in a file, and nothing is saved: %s', async (_what, more, words) => {
    const { code, err } = await office.type(['import', '-'], { stdin: yaml(more) });
    expect([code, err]).toEqual([2, expect.stringMatching(words)]);
    await nothingIsSaved();
  });

  it.each(['../outside', 'link_out', '/etc/passwd', '../scripts/local_ca', '__proto__', long])(
    'is said in a file: the script %j',
    async (script) => {
      const stdin = yaml().replace('local_ca', script);
      const { code, err } = await office.type(['import', '-'], { stdin });
      expect([code, err]).toEqual([2, expect.stringContaining('is not in the folder of scripts')]);
      await nothingIsSaved();
    },
  );

  it('is never half saved: a file that was cut off anywhere', async () => {
    const whole = yaml('parameters:\n  - {name: a, value: v}\n');
    for (let length = 1; length < whole.length - 2; length += 7) {
      const { code, err } = await office.type(['import', '-'], { stdin: whole.slice(0, length) });
      expect(code).toBe(2);
      expect(err).toMatch(/standard input:\d+: /);
    }
    await nothingIsSaved();
  });

  it('is said of a sensitive value that its check refuses, and the value is not', async () => {
    const value = 'no number 4711';
    const stdin = yaml('parameters:\n  - {name: pin, sensitive: true, check: {kind: integer}}\n');
    const given = ['--secret', 'web.pin=@a-file'];
    const { code, out, err } = await office.type(['import', '-', ...given], {
      stdin,
      files: { 'a-file': value },
    });
    expect([code, err]).toEqual([2, expect.stringContaining('The value of pin does not pass its check.')]);
    expect(out + err).not.toContain(value);
    await nothingIsSaved();
    await office.type(['import', '-', ...given], { stdin, files: { 'a-file': '12345678' } });
    const replaced = await office.type(['secret', 'web', 'pin'], { stdin: value });
    expect([replaced.code, replaced.err]).toEqual([2, expect.stringContaining('whole number')]);
    expect(replaced.out + replaced.err).not.toContain(value);
    expect((await office.stores.profiles.list()).map(({ version }) => version.number)).toEqual([1]);
  });
});
