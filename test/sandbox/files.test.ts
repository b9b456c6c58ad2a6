import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { quietClient } from './quiet-client.js';
import { aManifest } from './sandbox-manifest.js';
import { refusal } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let client: WebClient;
const pem = Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
  client = quietClient(sandbox);
});
afterAll(() => sandbox.close());

const error = async (call: Promise<unknown>) => (await refusal(call)).error;

async function upload(filename = 'a.pem'): Promise<string> {
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename,
    length: pem.length,
  });
  await fetch(upload_url, { method: 'POST', body: pem });
  return file_id;
}

const complete = (args: object) => client.apiCall('files.completeUploadExternal', { ...args });

describe('files', () => {
  it('come into a thread by filesUploadV2', async () => {
    const channel = await control.idOf('cert-requests');
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'root' });
    const answer = await client.filesUploadV2({
      channel_id: channel,
      thread_ts: ts,
      initial_comment: 'Here it is',
      filename: 'web.example.pem',
      title: 'web',
      file: pem,
    });
    const id = answer.files[0]?.files?.[0]?.id ?? '';
    const posted = (await control.messages('cert-requests')).at(-1);
    const files = [{ id, name: 'web.example.pem', title: 'web' }];
    expect(posted).toMatchObject({ thread_ts: ts, text: 'Here it is', files });
    expect(await control.file(id)).toEqual(pem);
    const { file } = await client.files.info({ file: id });
    expect(file?.shares?.public?.[channel]?.[0]?.ts).toBe(posted?.ts);
  });

  it('are downloaded with the bot token; any other gets a sign-in page with status 200', async () => {
    const id = await upload();
    await complete({ files: [{ id }] });
    const { file } = await client.files.info({ file: id });
    const get = (token: string) =>
      fetch(file?.url_private_download ?? '', { headers: { authorization: `Bearer ${token}` } });
    expect(Buffer.from(await (await get(sandbox.botToken)).arrayBuffer())).toEqual(pem);
    const refused = await get('xoxb-other');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await refused.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('must have as many bytes as were announced', async () => {
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'x',
      length: pem.length + 1,
    });
    expect((await fetch(upload_url, { method: 'POST', body: pem })).status).toBe(400);
    expect(await error(complete({ files: [{ id: file_id }] }))).toBe('file_not_found');
    const empty = client.files.getUploadURLExternal({ filename: 'x', length: 0 });
    expect(await error(empty)).toBe('missing_argument');
  });

  it('are completed once', async () => {
    const id = await upload();
    await complete({ files: [{ id }] });
    expect(await error(complete({ files: [{ id }] }))).toBe('file_not_found');
  });

  it.each([
    ['random', 'not_in_channel'],
    ['vault', 'channel_not_found'],
    ['attic', 'is_archived'],
    ['eve', 'invalid_arguments'],
  ])('are refused in %s as %s, whatever the scopes', async (name, expected) => {
    const files = [{ id: await upload() }];
    expect(await error(complete({ files, channel_id: await control.idOf(name) }))).toBe(expected);
  });

  it('hang under the root of a thread only', async () => {
    const channel_id = await control.idOf('cert-requests');
    const root = await client.chat.postMessage({ channel: channel_id, text: 'root' });
    const thread = { channel: channel_id, thread_ts: root.ts ?? '', text: 'reply' };
    const reply = await client.chat.postMessage(thread);
    const refused = complete({ files: [{ id: await upload() }], channel_id, thread_ts: reply.ts });
    expect(await error(refused)).toBe('invalid_arguments');
  });

  it('are deleted by the app that uploaded them', async () => {
    const channel_id = await control.idOf('cert-requests');
    const id = await upload();
    await complete({ files: [{ id }], channel_id });
    await client.files.delete({ file: id });
    expect(await error(client.files.info({ file: id }))).toBe('file_not_found');
    expect((await control.messages('cert-requests')).at(-1)?.files).toEqual([]);
  });
});
