import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { controlClient } from './control-client.js';
import { openApp } from './open-app.js';
import { quietClient } from './quiet-client.js';
import { aManifest, anHttpManifest } from './sandbox-manifest.js';
import { scriptedApp } from './scripted-app.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function aSandbox(options: { timeScale?: number; settings?: object } = {}): Promise<Sandbox> {
  const { settings = {}, ...rest } = options;
  const sandbox = await startSandbox({ manifest: aManifest({ settings }), ...rest });
  closers.push(() => sandbox.close());
  return sandbox;
}

async function anApp(sandbox: Sandbox, ...rest: [Parameters<typeof scriptedApp>[1]] | []) {
  const app = await scriptedApp(sandbox, ...rest);
  closers.push(() => app.close());
  return app;
}

const command = { user: 'eve', channel: 'general', text: '/cert now' };

describe('Socket Mode', () => {
  it('says hello, answers pings and echoes a close', async () => {
    const app = await anApp(await aSandbox());
    expect(app.frames[0]).toMatchObject({ type: 'hello', num_connections: 1 });
    const pong = new Promise((resolve) => app.socket.once('pong', (data) => resolve(data.toString())));
    app.socket.ping('1');
    expect(await pong).toBe('1');
    const closed = new Promise((resolve) => app.socket.once('close', resolve));
    app.socket.close(1000);
    expect(await closed).toBe(1000);
  });

  it('pings by itself, and gives up a connection that does not answer', async () => {
    const app = await anApp(await aSandbox({ timeScale: 200 }));
    const pinged = new Promise((resolve) => app.socket.once('ping', (data) => resolve(data.toString())));
    expect(await pinged).toMatch(/^Ping from /);
    app.socket.pause();
    const closed = new Promise((resolve) => app.socket.once('close', resolve));
    setTimeout(() => app.socket.resume(), 800);
    expect(await closed).toBe(1006);
  });

  it('warns ten seconds before it asks to reconnect, after an hour or as debug_reconnects says', async () => {
    const sandbox = await aSandbox({ timeScale: 100 });
    const { url = '' } = await quietClient(sandbox, sandbox.appToken).apps.connections.open({});
    const socket = new WebSocket(`${url}&debug_reconnects=true`);
    closers.push(() => socket.terminate());
    const frames: { at: number; type?: string; reason?: string }[] = [];
    socket.on('message', (data) => frames.push({ at: Date.now(), ...JSON.parse(data.toString()) }));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(frames.map(({ type, reason }) => [type, reason])).toEqual([
      ['hello', undefined],
      ['disconnect', 'warning'],
      ['disconnect', 'refresh_requested'],
    ]);
    expect(frames[0]).toMatchObject({ debug_info: { approximate_connection_time: 360 } });
    expect((frames[1]?.at ?? 0) - (frames[0]?.at ?? 0)).toBeGreaterThanOrEqual(3450);
    expect((frames[2]?.at ?? 0) - (frames[1]?.at ?? 0)).toBeGreaterThanOrEqual(95);
  });

  it('still delivers after the warning', async () => {
    const sandbox = await aSandbox();
    const app = await anApp(sandbox);
    const control = controlClient(sandbox.url);
    expect(await control.post('disconnect', { how: 'warning' })).toMatchObject({ connections: 1 });
    expect((await control.post('command', command)).ok).toBe(true);
    expect(app.frames).toContainEqual(expect.objectContaining({ type: 'disconnect', reason: 'warning' }));
  });

  it('takes an address once', async () => {
    const sandbox = await aSandbox();
    const { url = '' } = await quietClient(sandbox, sandbox.appToken).apps.connections.open({});
    const outcome = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        closers.push(() => socket.terminate());
        socket.once('message', () => resolve('welcome'));
        socket.once('error', (error) => resolve(error.message));
      });
    expect(await outcome()).toBe('welcome');
    expect(await outcome()).toMatch(/401/);
  });

  it('takes ten connections and sends each envelope to one of them', async () => {
    const sandbox = await aSandbox();
    const apps = await Promise.all(Array.from({ length: 10 }, () => anApp(sandbox)));
    for (let sent = 0; sent < 10; sent += 1) await controlClient(sandbox.url).post('command', command);
    expect(apps.map((app) => app.received.length)).toEqual(Array(10).fill(1));
    const eleventh = await anApp(sandbox);
    expect(eleventh.frames[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  });

  it('is not there for an app that has it switched off', async () => {
    const sandbox = await startSandbox({ manifest: anHttpManifest() });
    closers.push(() => sandbox.close());
    const app = await anApp(sandbox);
    expect(app.frames[0]).toMatchObject({ type: 'disconnect', reason: 'link_disabled' });
  });

  it('tells the user that nobody is connected', async () => {
    const sandbox = await aSandbox();
    const answer = await controlClient(sandbox.url).post('command', command);
    expect(answer).toMatchObject({ ok: false, error: '/cert failed with the error "dispatch_failed"' });
    expect(answer.messages).toMatchObject([{ user: 'slackbot', ephemeral_to: 'eve' }]);
  });

  it('gives the app three seconds, scaled, then tells the user', async () => {
    const sandbox = await aSandbox({ timeScale: 10 });
    await anApp(sandbox, () => 'silence');
    const start = Date.now();
    const answer = await controlClient(sandbox.url).post('command', command);
    expect(answer.error).toBe('/cert failed with the error "operation_timeout"');
    expect(Date.now() - start).toBeGreaterThanOrEqual(300);
    expect(Date.now() - start).toBeLessThan(1500);
  });

  it('sends the last envelope again as it was', async () => {
    const sandbox = await aSandbox();
    const app = await anApp(sandbox);
    await controlClient(sandbox.url).post('command', command);
    expect(await controlClient(sandbox.url).post('redeliver', {})).toMatchObject({ ok: true });
    expect(app.received).toHaveLength(2);
    expect(app.received[1]).toEqual(app.received[0]);
  });

  it.each(['cut', 'refresh', 'warning'])(
    'finds a Bolt app again after its connection ended: %s',
    async (how) => {
      const sandbox = await aSandbox();
      const control = controlClient(sandbox.url);
      const app = await openApp(sandbox, (bolt) => {
        bolt.command('/cert', ({ ack }) => ack('here'));
      });
      closers.push(app.close);
      expect(await control.post('disconnect', { how })).toMatchObject({ ok: true, connections: 1 });
      await expect
        .poll(async () => (await control.post('command', command)).messages.at(-1)?.text, { timeout: 15_000 })
        .toBe('here');
    },
  );
});
