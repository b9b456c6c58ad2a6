import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { screen } from '../../../src/sandbox/screen/screen.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from '../control-client.js';
import { aManifest } from '../sandbox-manifest.js';

let sandbox: Sandbox;
let control: Control;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
});
afterAll(() => sandbox.close());
const get = (path: string) => fetch(new URL(path, sandbox.url));

describe('the page', () => {
  it('comes with a policy that lets nothing run or load but its own files', async () => {
    const response = await get('/');
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]* src="\/page\/)/);
  });

  it('has its files beside it, and nothing above them', async () => {
    expect((await get('/page/page.js')).headers.get('content-type')).toContain('text/javascript');
    for (const path of ['/page/..%2Fstart-sandbox.js', '/page/none.js', '/page/page.ts']) {
      expect((await get(path)).status).toBe(404);
    }
  });
});

describe('GET /_page/screen', () => {
  it('says what one person sees, in the form that the page reads', async () => {
    const shown = screen.parse(await (await get('/_page/screen?user=eve')).json());
    expect(shown.channels.find(({ name }) => name === 'secops')).toBeUndefined();
    expect(shown.channels.find(({ name }) => name === 'vault')?.isMember).toBe(true);
    expect(shown.commands.map(({ command }) => command)).toContain('/cert');
  });

  it.each(['nobody', 'dan', 'testbot'])('has nothing for %s', async (name) => {
    expect((await get(`/_page/screen?user=${name}`)).status).toBe(404);
  });
});

describe('/_page/live', () => {
  const open = (origin?: string) =>
    new WebSocket(`${sandbox.url.replace('http', 'ws')}/_page/live`, origin === undefined ? {} : { origin });

  it('tells once of changes that come together', async () => {
    const socket = open();
    const heard: string[] = [];
    await new Promise((resolve) => socket.once('open', resolve));
    socket.on('message', (data) => heard.push(String(data)));
    const say = (text: string) => control.post('command', { user: 'eve', channel: 'general', text });
    await Promise.all([say('one'), say('two'), say('three')]);
    await expect.poll(() => heard).toEqual(['{"type":"change"}']);
    socket.terminate();
  });

  it('turns pages of other sites away', async () => {
    const socket = open('https://evil.example');
    await new Promise((resolve) => socket.once('error', resolve));
    expect(socket.readyState).not.toBe(WebSocket.OPEN);
  });
});

describe('POST /_control/click-exactly and enter-exactly', () => {
  it('say when what is meant is not on the screen any more', async () => {
    const at = { user: 'eve', view_id: 'V1', block_id: 'a', action_id: 'b' };
    const gone = { ok: false, error: 'that element is not on the screen any more' };
    expect(await control.post('click-exactly', at)).toMatchObject(gone);
    expect(await control.post('enter-exactly', { ...at, value: 'x' })).toMatchObject(gone);
  });
});

describe('POST /_control/command', () => {
  it('answers in threads, where slash commands do not work', async () => {
    await control.post('command', { user: 'eve', channel: 'general', text: 'root' });
    const root = (await control.messages('general')).at(-1);
    const reply = { user: 'ada', channel: 'general', thread_ts: root?.ts };
    await control.post('command', { ...reply, text: 'reply' });
    expect((await control.messages('general')).at(-1)).toMatchObject({ text: 'reply', thread_ts: root?.ts });
    expect(await control.post('command', { ...reply, text: '/cert' })).toMatchObject({ ok: false });
  });
});
