import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { controlClient } from './control-client.js';
import { aManifest } from './sandbox-manifest.js';

async function withSandbox(
  timeScale: number,
  use: (tools: {
    call: (method: string, args: Record<string, string>) => Promise<string>;
    pass: (milliseconds: number) => void;
    idOf: (name: string) => Promise<string>;
  }) => Promise<void>,
): Promise<void> {
  let time = Date.now();
  const sandbox = await startSandbox({ manifest: aManifest(), rateLimits: true, timeScale, now: () => time });
  try {
    await use({
      call: async (method, args) => {
        const body = new URLSearchParams({ token: sandbox.botToken, ...args });
        const response = await fetch(sandbox.apiUrl + method, { method: 'POST', body });
        const wait = response.headers.get('retry-after');
        return wait === null ? String(response.status) : `${response.status} after ${wait}`;
      },
      pass: (milliseconds) => {
        time += milliseconds;
      },
      idOf: controlClient(sandbox.url).idOf,
    });
  } finally {
    await sandbox.close();
  }
}

const tiers: [string, Record<string, string>, number][] = [
  ['usergroups.list', {}, 20],
  ['conversations.info', { channel: 'C0' }, 50],
  ['users.info', { user: 'U0' }, 100],
];

describe('rate limits', () => {
  it.each(tiers)('let %s through so often a minute', async (method, args, most) => {
    await withSandbox(1, async ({ call, pass }) => {
      for (let calls = 0; calls < most; calls += 1) expect(await call(method, args)).toBe('200');
      pass(20_000);
      expect(await call(method, args)).toBe('429 after 40');
      expect(await call('auth.test', {})).toBe('200');
      pass(40_000);
      expect(await call(method, args)).toBe('200');
    });
  });

  it('let five messages at once into a channel, then one a second', async () => {
    await withSandbox(1, async ({ call, pass, idOf }) => {
      const message = { channel: await idOf('cert-requests'), text: 'x' };
      for (let calls = 0; calls < 5; calls += 1) expect(await call('chat.postMessage', message)).toBe('200');
      expect(await call('chat.postMessage', message)).toBe('429 after 1');
      expect(await call('chat.postMessage', { ...message, channel: await idOf('random') })).toBe('200');
      pass(1000);
      expect(await call('chat.postMessage', message)).toBe('200');
      expect(await call('chat.postMessage', message)).toBe('429 after 1');
    });
  });

  it('are as many times faster as the sandbox is', async () => {
    await withSandbox(60, async ({ call, pass }) => {
      for (let calls = 0; calls < 20; calls += 1) await call('usergroups.list', {});
      expect(await call('usergroups.list', {})).toBe('429 after 1');
      pass(1000);
      expect(await call('usergroups.list', {})).toBe('200');
    });
  });
});
