import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { type HttpAnswer, httpApp, isSigned, type Received } from './http-app.js';
import { quietClient } from './quiet-client.js';
import { aManifest, anHttpManifest } from './sandbox-manifest.js';

type App = Awaited<ReturnType<typeof httpApp>>;

let app: App;
let sandbox: Sandbox;
let control: Control;

// The app has 300 ms to acknowledge.
const timeScale = 10;

beforeAll(async () => {
  app = await httpApp(() => ({}));
  const delivery = { kind: 'http' as const, requestUrl: app.url };
  sandbox = await startSandbox({ manifest: anHttpManifest(), timeScale, delivery });
  control = controlClient(sandbox.url);
});
beforeEach(() => {
  app.received.length = 0;
  app.script.answer = () => ({});
});
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const json = (value: unknown): HttpAnswer => ({ type: 'application/json', body: JSON.stringify(value) });
const command = { user: 'eve', channel: 'general', text: '/cert web' };
const last = (): Received => {
  const received = app.received.at(-1);
  if (!received) throw new Error('nothing was received');
  return received;
};

describe('HTTP delivery', () => {
  it('sends a command as a signed form', async () => {
    await control.post('command', command);
    expect(isSigned(last(), sandbox)).toBe(true);
    expect(last().headers['content-type']).toBe('application/x-www-form-urlencoded');
    const form = Object.fromEntries(new URLSearchParams(last().body));
    expect(form).toMatchObject({
      ...{ command: '/cert', text: 'web', user_name: 'eve', team_id: sandbox.teamId },
      ...{ trigger_id: expect.stringMatching(/./), response_url: expect.stringContaining(sandbox.url) },
    });
  });

  it('sends an interaction as signed JSON in the field payload', async () => {
    const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
    const blocks = [{ type: 'actions', elements: [button] }];
    const channel = await control.idOf('cert-requests');
    await quietClient(sandbox).chat.postMessage({ channel, text: 'x', blocks });
    await control.post('click', { user: 'eve', label: 'Go' });
    expect(isSigned(last(), sandbox)).toBe(true);
    const fields = [...new URLSearchParams(last().body)];
    expect(fields.map(([name]) => name)).toEqual(['payload']);
    expect(JSON.parse(fields[0]?.[1] ?? '')).toMatchObject({ type: 'block_actions', team: {} });
  });

  it('sends an event as signed JSON, once when it is acknowledged', async () => {
    await control.post('home', { user: 'eve' });
    expect(isSigned(last(), sandbox)).toBe(true);
    expect(last().headers['content-type']).toBe('application/json');
    expect(JSON.parse(last().body)).toMatchObject({ type: 'event_callback', event: { tab: 'home' } });
    expect(last().headers).not.toHaveProperty('x-slack-retry-num');
    expect(app.received).toHaveLength(1);
  });

  it.each([
    ['plain text', { body: 'Hello' }, 'Hello'],
    ['JSON', json({ text: 'Hello, JSON' }), 'Hello, JSON'],
  ])('shows what the app answers a command with: %s', async (_what, answer, shown) => {
    app.script.answer = () => answer;
    const { messages } = await control.post('command', command);
    expect(messages).toMatchObject([{ text: shown, user: 'testbot', ephemeral_to: 'eve' }]);
  });

  it.each<[string, HttpAnswer, RegExp]>([
    ['answers with an error', { status: 500, body: 'oops' }, /dispatch_failed/],
    ['answers with a redirect', { status: 302, headers: { location: '/' } }, /dispatch_failed/],
    ['hangs up', 'cut', /dispatch_failed/],
    ['says nothing for three seconds', 'silence', /operation_timeout/],
    ['answers with what is no message', json({ colour: 'red' }), /invalid_command_response/],
  ])('tells the user when the app %s', async (_what, answer, error) => {
    app.script.answer = () => answer;
    const told = await control.post('command', command);
    expect(told.ok).toBe(false);
    expect(told.error).toMatch(error);
    expect(app.received).toHaveLength(1);
  });

  it('sends the last request again, signed anew', async () => {
    await control.post('command', command);
    expect(await control.post('redeliver', {})).toMatchObject({ ok: true });
    const bodies = app.received.map(({ body }) => body);
    expect(bodies).toEqual([bodies[0], bodies[0]]);
    expect(isSigned(last(), sandbox)).toBe(true);
  });
});

describe('the request URL', () => {
  it('is taken once the app gives the challenge back, and kept when another does not', async () => {
    const late = await startSandbox({ manifest: anHttpManifest(), timeScale, delivery: { kind: 'http' } });
    const { post } = controlClient(late.url);
    expect((await post('command', command)).error).toMatch(/dispatch_failed/);
    expect(await post('request-url', { url: app.url })).toEqual({ ok: true, messages: [] });
    expect((await post('command', command)).ok).toBe(true);
    const other = await httpApp(() => ({}));
    other.script.answersChallenge = false;
    expect((await post('request-url', { url: other.url })).error).toMatch(/challenge parameter/);
    expect((await post('command', command)).ok).toBe(true);
    other.close();
    await late.close();
  });

  it.each([
    ['elsewhere', 'https://app.example.com/slack/events', /must be http on 127.0.0.1/],
    ['nowhere', 'http://127.0.0.1:1/', /is unreachable/],
  ])('%s is refused at start', async (_where, requestUrl, error) => {
    const delivery = { kind: 'http' as const, requestUrl };
    await expect(startSandbox({ manifest: anHttpManifest(), delivery })).rejects.toThrow(error);
  });

  it('is for an app without Socket Mode, and Socket Mode for one without it', async () => {
    const options = { manifest: aManifest(), delivery: { kind: 'http' as const } };
    await expect(startSandbox(options)).rejects.toThrow(/socket_mode_enabled: true/);
    const manifest = anHttpManifest();
    await expect(startSandbox({ manifest, delivery: { kind: 'socket' } })).rejects.toThrow(/enabled: false/);
    const lone = aManifest({ settings: { socket_mode_enabled: false } });
    await expect(startSandbox({ manifest: lone })).rejects.toThrow(/interactivity.request_url/);
  });
});
