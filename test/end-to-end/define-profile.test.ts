import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { type Demo, startDemo } from '../../src/roles/demo.js';
import { escapeText } from '../../src/slack/escape.js';
import { type Control, controlClient } from '../sandbox/control-client.js';

async function forgetDrafts(dataDir: string) {
  const redis = new Redis(join(dataDir, 'redis', 'redis.sock'));
  for (const key of await redis.keys('*:draft:*')) await redis.del(key);
  redis.disconnect();
}

// Characters that change in JSON, in mrkdwn and in a form body.
const token = `Q+/&<"${randomBytes(24).toString('base64')}`;

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
    const env = { COUNTERSIGN_SCRIPTS: scripts };
    demo = await startDemo({ port: 0, dataDir, seeds: false, timeScale: 20, env, log });
    slack = controlClient(demo.url);
  });
  afterEach(() => slack.post('close', { user: 'ada', all: true }));
  afterAll(async () => {
    await demo.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const command = (user: string, text: string) =>
    slack.post('command', { user, channel: 'cert-requests', text: `/cert profile ${text}` });
  const click = (label: string) => slack.post('click', { user: 'ada', label });
  const fill = (values: object) => slack.post('fill', { user: 'ada', values });
  const submit = () => slack.post('submit', { user: 'ada' });
  const shown = async () => JSON.stringify((await slack.state()).views.map(({ blocks }) => blocks));
  const add = async (values: object) => {
    await click('Add parameter');
    expect(await fill(values)).toMatchObject({ ok: true });
    return submit();
  };
  const answerTo = async (user: string, text: string) => {
    const answer = await command(user, text);
    return JSON.stringify(answer.messages.filter(({ ephemeral_to }) => ephemeral_to === user));
  };

  it('keeps a plain, a sensitive and a dynamic parameter, and never shows the sensitive value', async () => {
    expect(await command('ada', 'new')).toMatchObject({ ok: true, view: { title: 'New profile' } });
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
    expect(admins).toContain('https://ca.example/a?b=1&c=<2>\\nsecond line"');
    expect(admins).toContain('sensitive: •••• set');
    const others = await answerTo('eve', 'show web');
    expect(others).toContain('ca_url');
    expect(others).not.toContain('ca.example');
    await expectNowhere(token);
  });

  async function expectNowhere(secret: string) {
    await slack.post('close', { user: 'ada', all: true });
    const said = JSON.stringify([await slack.state(), await slack.calls(), logged]);
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    const disk = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
    expect(disk).toContain('ca_url');
    expect(said).toContain('ca_url');
    const json = JSON.stringify(secret).slice(1, -1);
    const base64 = Buffer.from(secret).toString('base64');
    for (const form of [secret, json, base64, encodeURIComponent(secret), escapeText(secret)]) {
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
    expect(await shown()).toContain('None yet');
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
});
