import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { type Demo, startDemo } from '../../src/roles/demo.js';
import { eventually } from '../builders/control.js';
import { type Control, type ControlAnswer, controlClient } from '../sandbox/control-client.js';

async function pauseStore(dataDir: string, ms: number) {
  const redis = new Redis(join(dataDir, 'redis', 'redis.sock'));
  await redis.call('CLIENT', 'PAUSE', String(ms), 'ALL');
  redis.disconnect();
}

async function forgetDrafts(dataDir: string) {
  const redis = new Redis(join(dataDir, 'redis', 'redis.sock'));
  for (const key of await redis.keys('*:draft:*')) await redis.del(key);
  redis.disconnect();
}

const random = randomBytes(24).toString('base64url');
/** Characters that change in JSON, in mrkdwn and in a form body, then some that never do. */
const token = `Q+/&<"${random}`;

describe('an admin defines a profile in Slack', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-define-'));
  const logged: string[] = [];
  let demo: Demo;
  let slack: Control;

  beforeAll(async () => {
    const scripts = join(dataDir, 'scripts');
    mkdirSync(scripts);
    writeFileSync(join(scripts, 'acme_ca.py'), 'def certificate_request(csr, common_name, args_dict): ...\n');
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        logged.push(String(chunk));
        done();
      },
    });
    const log = createLog({ level: 'debug', role: 'demo', stream });
    const env = { COUNTERSIGN_SCRIPTS: scripts, COUNTERSIGN_STORE_TIMEOUT_SECONDS: '0.3' };
    demo = await startDemo({ port: 0, dataDir, seeds: false, timeScale: 4, env, log });
    slack = controlClient(demo.url);
  });
  afterEach(() => slack.post('close', { user: 'ada', all: true }));
  afterAll(async () => {
    await demo.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** What a user sees once nothing says "One moment…" any more. */
  const loaded = async (user: string, answer: ControlAnswer) => {
    await eventually('the modal is filled', async () => {
      const { views } = await slack.state(user);
      return views.every((view) => view.callback_id !== 'loading');
    });
    return answer;
  };
  const command = async (user: string, text: string) =>
    loaded(
      user,
      await slack.post('command', { user, channel: 'cert-requests', text: `/cert profile ${text}` }),
    );
  const click = async (label: string) => loaded('ada', await slack.post('click', { user: 'ada', label }));
  /** Fills fields, as soon as they are there. */
  const fill = (values: object) =>
    eventually(`the modal takes ${JSON.stringify(values)}`, async () => {
      return (await slack.post('fill', { user: 'ada', values })).ok;
    });
  const submit = () => slack.post('submit', { user: 'ada' });
  const shown = async () => JSON.stringify((await slack.state()).views.map(({ blocks }) => blocks));
  const add = async (values: object) => {
    await click('Add parameter');
    await fill(values);
    return submit();
  };
  const answerTo = async (user: string, text: string) => {
    const answer = await command(user, text);
    return JSON.stringify(answer.messages.filter(({ ephemeral_to }) => ephemeral_to === user));
  };

  it('keeps a plain, a sensitive and a dynamic parameter, and never shows the sensitive value', async () => {
    expect(await command('ada', 'new')).toMatchObject({ ok: true });
    await fill({ Name: 'web', Description: 'Certificates for *web* <servers>', Script: 'acme_ca' });
    await fill({
      Approvers: ['amy', 'abe'],
      'Approver groups': ['@pki-approvers'],
      'Approvals required': '2',
    });

    await add({ Name: 'ca_url', Value: 'https://ca.example/a?b=1&c=<2>\nsecond line\n' });
    const asked = await add({ Name: 'token', Marks: ['Sensitive'] });
    expect(asked.view).toMatchObject({ title: 'Value of token', values: { Value: null } });
    await fill({ Value: `${token}\n` });
    const set = await submit();
    expect(set.view).toMatchObject({ title: 'New profile', values: { Name: 'web', Script: 'acme_ca' } });
    await add({ Name: 'days', Marks: ['Dynamic'] });

    expect(await shown()).toContain('token\\nsensitive: set');
    expect(await shown()).toContain('days\\ndynamic: asked for with each request');
    await fill({ Channel: 'cert-requests' });
    expect((await submit()).view).toMatchObject({ title: 'Profile saved' });
    expect(await shown()).toContain('*web* is saved as version 1');

    const list = await answerTo('eve', 'list');
    expect(list).toContain('*web* (enabled): Certificates for *web* &lt;servers&gt;');
    const admins = await answerTo('ben', 'show web');
    expect(admins).toContain('https://ca.example/a?b=1&c=<2> ⏎ second line"');
    expect(admins).toContain('sensitive: •••• set');
    const others = await answerTo('eve', 'show web');
    expect(others).toContain('ca_url');
    expect(others).not.toContain('ca.example');
    await expectNowhere();
  });

  async function expectNowhere() {
    await slack.post('close', { user: 'ada', all: true });
    const said = JSON.stringify([await slack.state(), await slack.calls(), logged]);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    const disk = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
    expect(disk).toContain('ca_url');
    expect(said).toContain('ca_url');
    for (const form of [random, Buffer.from(token).toString('base64')]) {
      expect(said.includes(form)).toBe(false);
      expect(disk.includes(form)).toBe(false);
    }
  }

  it('says at each field what is wrong, and keeps what was typed', async () => {
    await command('ada', 'new Web_1!');
    await fill({ Script: 'acme_ca', 'Approvals required': 'two', Channel: 'general' });
    const refused = await submit();
    expect(refused.ok).toBe(false);
    expect(Object.keys(refused.errors ?? {}).sort()).toEqual([
      'Approvals required',
      'Approvers',
      'Channel',
      'Name',
    ]);
    expect(refused.view?.values).toMatchObject({ Name: 'Web_1!', 'Approvals required': 'two' });

    await click('Add parameter');
    for (const name of ['__proto__', 'a b', 'x'.repeat(200)]) {
      await fill({ Name: name });
      expect((await submit()).errors).toEqual({ Name: expect.stringContaining('1 to 64 letters') });
    }
    await fill({ Name: 'key', Value: '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw' });
    expect((await submit()).errors).toEqual({ Value: expect.stringContaining('compromised') });
    await fill({ Value: '' });
    await submit();
    expect((await add({ Name: 'key', Marks: ['Dynamic'] })).errors).toEqual({
      Name: expect.stringContaining('of this name already'),
    });
  });

  it('changes and deletes parameters, asking for a sensitive value again when its name changes', async () => {
    await command('ada', 'new other');
    await add({ Name: 'pin', Marks: ['Sensitive'] });
    expect((await submit()).errors).toEqual({ Value: 'Please complete this required field.' });
    await fill({ Value: '1234' });
    const warned = await submit();
    expect(warned.view).toMatchObject({ title: 'Set, but short' });
    expect(await shown()).toContain('fewer than 6 characters');
    await slack.post('close', { user: 'ada' });

    await click('Change pin');
    await submit();
    const kept = await submit();
    expect(kept.view).toMatchObject({ title: 'New profile', errors: {} });

    await click('Change pin');
    await fill({ Name: 'code' });
    await submit();
    expect((await submit()).errors).toEqual({ Value: 'Please complete this required field.' });
    await fill({ Value: 'a longer one' });
    await submit();
    expect(await shown()).toContain('code\\nsensitive: set');

    await click('Change code');
    await fill({ Marks: [], Value: 'open' });
    await submit();
    expect(await shown()).toContain('code\\nplain: open');
    await click('Delete code');
    await eventually('the row goes', async () => (await shown()).includes('None yet'));
  });

  it.each([
    ['eve', 'Only admins can define profiles'],
    ['gus', 'Guests cannot do this here'],
    ['zoe', 'Only members of this workspace'],
  ])('refuses %s with the words "%s"', async (user, words) => {
    await command(user, 'new');
    expect(await shown()).toContain(words);
    await slack.post('close', { user, all: true });
  });

  it('names near profiles for one that is not there', async () => {
    expect(await answerTo('eve', 'show wbe')).toContain('There is no profile \\"wbe\\". Did you mean `web`?');
    expect(await answerTo('gus', 'list')).toContain('Guests cannot do this here');
  });

  it('says so when the draft is gone, and keeps what was typed', async () => {
    await command('ada', 'new late');
    await forgetDrafts(dataDir);
    await fill({ Script: 'acme_ca', Channel: 'cert-requests', Approvers: ['amy'] });
    const refused = await submit();
    expect(refused.errors).toEqual({ Name: expect.stringContaining('was open for too long') });
    expect(refused.view?.values).toMatchObject({ Name: 'late' });
    await click('Add parameter');
    expect(await shown()).toContain('was open for too long');
  });

  it('gives the same answer to a submission that is delivered twice', async () => {
    await command('ada', 'new twice');
    await fill({ Script: 'acme_ca', Channel: 'cert-requests', Approvers: ['amy'] });
    expect((await submit()).view).toMatchObject({ title: 'Profile saved' });
    const again = await slack.post('redeliver', {});
    expect(JSON.stringify(again)).toContain('*twice* is saved as version 1');
    expect((await answerTo('eve', 'list twice')).match(/\*twice\*/g)).toHaveLength(1);
  });

  it('says so in the modal when Slack or the store does not answer, and loses nothing', async () => {
    await command('ada', 'new stormy');
    await click('Add parameter');
    await fill({ Name: 'token', Marks: ['Sensitive'] });
    await submit();
    await fill({ Value: token });
    await slack.post('faults', { method: 'views.update', times: 1, status: 500 });
    expect((await submit()).errors).toEqual({ Value: expect.stringContaining('try again') });
    await pauseStore(dataDir, 500);
    expect((await submit()).errors).toEqual({ Value: expect.stringContaining('try again') });
    await eventually('the value is set', async () => (await submit()).view?.title === 'New profile');
    expect((await shown()).match(/sensitive: set/g)).toHaveLength(1);

    await fill({ Script: 'acme_ca', Channel: 'cert-requests', Approvers: ['amy'] });
    await slack.post('faults', { method: 'users.info', times: 1, status: 500 });
    expect((await submit()).errors).toEqual({ Name: expect.stringContaining('try again') });
    expect((await submit()).view).toMatchObject({ title: 'Profile saved' });
  });
});
