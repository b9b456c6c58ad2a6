import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { aManifest } from './sandbox-manifest.js';
import { type ScriptedApp, scriptedApp } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let app: ScriptedApp;
let time = Date.now();

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest(), now: () => time });
  control = controlClient(sandbox.url);
  app = await scriptedApp(sandbox);
});
afterAll(async () => {
  app.close();
  await sandbox.close();
});

async function fromCommand(): Promise<string> {
  await control.post('command', { user: 'eve', channel: 'general', text: '/cert' });
  return app.received.at(-1)?.payload.response_url ?? '';
}

async function fromButton(text: string): Promise<string> {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: `Go ${text}` } };
  const blocks = [{ type: 'actions', elements: [button] }];
  await app.client.chat.postMessage({ channel: await control.idOf('cert-requests'), text, blocks });
  await control.post('click', { user: 'eve', label: `Go ${text}` });
  return app.received.at(-1)?.payload.response_url ?? '';
}

async function respond(url: string, body: object): Promise<[number, string]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const text = await response.text();
  return [response.status, /"error":"(\w+)"/.exec(text)?.[1] ?? text];
}

describe('a response_url', () => {
  it('answers five times, privately unless told otherwise, also where the app is no member', async () => {
    const url = await fromCommand();
    expect(await respond(url, { text: 'for you' })).toEqual([200, 'ok']);
    expect(await respond(url, { text: 'for all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    const shown = (await control.messages('general')).map(({ text, ephemeral_to }) => [text, ephemeral_to]);
    expect(shown).toEqual([
      ['for you', 'eve'],
      ['for all', undefined],
    ]);
    for (let use = 3; use <= 5; use += 1) await respond(url, { text: String(use) });
    expect(await respond(url, { text: '6' })).toEqual([404, 'used_url']);
  });

  it('ends after half an hour', async () => {
    const url = await fromCommand();
    time += 30 * 60_000 + 1;
    expect(await respond(url, { text: 'late' })).toEqual([404, 'expired_url']);
  });

  it('replaces and deletes the message it came from', async () => {
    const url = await fromButton('first');
    await respond(url, { text: 'second', replace_original: true });
    expect((await control.messages('cert-requests')).at(-1)).toMatchObject({ text: 'second', blocks: [] });
    await respond(url, { delete_original: true });
    expect((await control.messages('cert-requests')).map(({ text }) => text)).not.toContain('second');
    expect(await respond(url, { text: 'x', replace_original: true })).toEqual([400, 'message_not_found']);
  });

  it.each([
    ['nothing to show', {}, 'no_text'],
    ['blocks Slack would refuse', { text: 'x', blocks: [{ type: 'section' }] }, 'invalid_blocks'],
    ['a property nobody knows', { text: 'x', colour: 'red' }, 'invalid_payload'],
    ['a command to replace', { text: 'x', replace_original: true }, 'message_not_found'],
  ])('refuses %s', async (_what, body, error) => {
    expect(await respond(await fromCommand(), body)).toEqual([400, error]);
  });
});
