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

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
  client = quietClient(sandbox);
});
afterAll(() => sandbox.close());

describe('faults', () => {
  const channel = 'C0';
  const call = () => refusal(client.chat.postMessage({ channel, text: 'x' }));

  it('answer with an error of choice, so many times', async () => {
    await control.post('faults', { method: 'chat.postMessage', times: 2, error: 'fatal_error' });
    expect([(await call()).error, (await call()).error]).toEqual(['fatal_error', 'fatal_error']);
    expect((await call()).error).toBe('channel_not_found');
  });

  it.each([
    [{ status: 500 }, /statusCode: 500|500/],
    [{ status: 429, retry_after: 7 }, /429|rate/],
    [{ drop: true }, /fetch failed/],
  ])('break the call itself: %j', async (fault, error) => {
    await control.post('faults', { method: 'users.info', ...fault });
    const form = new URLSearchParams({ token: sandbox.botToken, user: 'U0' });
    const outcome = await fetch(`${sandbox.apiUrl}users.info`, { method: 'POST', body: form }).then(
      (response) => `${response.status} ${response.headers.get('retry-after') ?? ''}`,
      (cause: Error) => cause.message,
    );
    expect(outcome).toMatch(error);
    expect((await control.calls()).at(-1)).toMatchObject({ method: 'users.info', token: 'bot' });
  });

  it('delay a call, and lose the answer of one that was carried out', async () => {
    await control.post('faults', [{ method: 'auth.test', delay_ms: 200 }]);
    const start = Date.now();
    await client.auth.test();
    expect(Date.now() - start).toBeGreaterThanOrEqual(195);
    await control.post('faults', { method: 'chat.postMessage', drop: 'after' });
    const channel = await control.idOf('cert-requests');
    await expect(client.chat.postMessage({ channel, text: 'lost answer' })).rejects.toThrow();
    expect((await control.messages('cert-requests')).at(-1)?.text).toBe('lost answer');
  });

  it('must be something', async () => {
    expect(await control.post('faults', { method: 'x' })).toMatchObject({ ok: false });
  });
});
