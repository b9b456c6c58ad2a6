import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aCsr, aKey } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf } from '../builders/walks.js';

const MESSAGE = 'Request with this CSR';

describe.each<Transport>(['socket', 'http'])('shortcuts over %s', (transport) => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    await aSavedProfile(world, { name: 'web', scriptName: 'returns' });
    await world.start('bot');
  });
  afterAll(() => world.close());
  afterEach(() => world.control.close('eve'));

  async function use(name: string, on: { channel?: string; ts?: string } = {}) {
    const { control } = world;
    expect(await control.world('shortcut', { user: 'eve', name, ...on })).toMatchObject({ ok: true });
    return eventually('a modal that is filled', async () => {
      const top = await control.top('eve');
      return top && top.callback_id !== 'loading' ? top : null;
    });
  }

  /** What eli says in the channel; its ts. */
  async function said(text: string): Promise<string> {
    const { messages } = await world.control.command('eli', 'cert-requests', text);
    const ts = messages.at(-1)?.ts;
    if (!ts) throw new Error('nothing was said');
    return ts;
  }

  const on = async (text: string) => ({ channel: 'cert-requests', ts: await said(text) });
  const csr = aCsr({ commonName: 'chat.example.com' }).pem;

  it('the global one opens the empty form', async () => {
    const view = await use('Request a certificate');
    expect(view.callback_id).toBe('request');
    expect(view.values).toMatchObject({ Profile: 'web' });
  });

  it.each([
    ['as it is', csr],
    ['in a fence, with words', `here it is\n\`\`\`${csr}\`\`\` thanks &amp; bye`],
    ['with its line ends lost', csr.replaceAll('\n', ' ')],
  ])('the one on a message takes the CSR %s', async (_, text) => {
    const view = await use(MESSAGE, await on(text));
    expect(view.callback_id).toBe('request');
    const blocks = JSON.stringify(view.blocks);
    expect(blocks).toContain('The CSR comes from the message by <@');
    expect(blocks).toContain('chat.example.com');
    const sent = await world.control.submit('eve');
    const id = /Request `([^`]+)`/.exec(JSON.stringify(sent.view?.blocks))?.[1] ?? '';
    await cardOf(world.control, id, 'chat.example.com');
  });

  it('the one on a message takes the CSR of an attached file, whatever else is attached', async () => {
    const ts = await shared(world, { 'notes.txt': 'as discussed', 'server.csr': csr });
    const view = await use(MESSAGE, { channel: 'cert-requests', ts });
    expect(view.callback_id).toBe('request');
    expect(JSON.stringify(view.blocks)).toContain('chat.example.com');
    await world.control.close('eve');
    const large = await shared(world, { 'large.csr': `${csr}${'x'.repeat(70_000)}` });
    const refused = await use(MESSAGE, { channel: 'cert-requests', ts: large });
    expect(JSON.stringify(refused.blocks)).toContain('I could not read `large.csr`');
  });

  it.each([
    ['no CSR', 'good morning', 'There is no CSR in this message'],
    ['a CSR that is cut off', csr.slice(0, 150), 'cut off or damaged'],
    ['two CSRs', `${csr}${aCsr({ commonName: 'other.example.com' }).pem}`, 'There are 2 CSRs'],
  ])('the one on a message with %s says so', async (_, text, words) => {
    const view = await use(MESSAGE, await on(text));
    expect(view.callback_id).toBe('notice');
    expect(JSON.stringify(view.blocks)).toContain(words);
  });

  it('the one on a message with a private key warns, and keeps nothing of it', async () => {
    const key = aKey('p256', 'said').pem;
    const view = await use(MESSAGE, await on(`${key}\n${csr}`));
    expect(view.callback_id).toBe('notice');
    const blocks = JSON.stringify(view.blocks);
    expect(blocks).toContain('delete the message');
    const secret = key.split('\n')[1] ?? '';
    const redis = world.redis.connect();
    const stored = await Promise.all((await redis.keys('*:draft:*')).map((name) => redis.hgetall(name)));
    redis.disconnect();
    const kept = `${blocks}${JSON.stringify(stored)}${world.processes.map(({ log }) => log()).join('')}`;
    expect(kept).not.toContain(secret);
  });

  it('a guest is told that they may not, in a modal', async () => {
    await world.control.world('shortcut', { user: 'gus', name: 'Request a certificate' });
    const view = await eventually('a notice', async () => {
      const top = await world.control.top('gus');
      return top?.callback_id === 'notice' ? top : null;
    });
    expect(JSON.stringify(view.blocks)).toContain('Guests cannot do this');
    await world.control.close('gus');
  });
});

const answered = z.looseObject({
  file_id: z.string().optional(),
  upload_url: z.string().optional(),
});

/** A message with files, as an app posts it: people cannot upload in the local Slack. Its ts. */
async function shared({ control, sandbox }: Countersign, files: Record<string, string>): Promise<string> {
  const call = async (method: string, body: object) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${sandbox.botToken}` };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return answered.parse(await (await fetch(`${sandbox.apiUrl}${method}`, init)).json());
  };
  const ids = [];
  for (const [filename, content] of Object.entries(files)) {
    const { file_id, upload_url = '' } = await call('files.getUploadURLExternal', {
      ...{ filename, length: Buffer.byteLength(content) },
    });
    await fetch(upload_url, { method: 'POST', body: content });
    ids.push({ id: file_id });
  }
  const channel_id = await control.idOf('channels', 'cert-requests');
  await call('files.completeUploadExternal', { files: ids, channel_id, initial_comment: 'files' });
  const [name] = Object.keys(files);
  const message = (await control.messages('cert-requests')).findLast(
    ({ files: shown }) => shown[0]?.name === name,
  );
  return message?.ts ?? '';
}
