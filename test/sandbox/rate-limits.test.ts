import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { controlClient } from './control-client.js';
import { aManifest } from './sandbox-manifest.js';

interface Tools {
  call: (method: string, args: Record<string, string>) => Promise<string>;
  pass: (milliseconds: number) => void;
  idOf: (name: string) => Promise<string>;
}

async function withSandbox(timeScale: number, use: (tools: Tools) => Promise<void>): Promise<void> {
  let time = Date.now();
  const sandbox = await startSandbox({ manifest: aManifest(), timeScale, now: () => time });
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

/** By tier: a method, and how many calls a minute it takes. */
const tiers = [
  { tier: 2, method: 'usergroups.list', args: {}, most: 20 },
  { tier: 3, method: 'conversations.info', args: { channel: 'C0' }, most: 50 },
  { tier: 4, method: 'users.info', args: { user: 'U0' }, most: 100 },
] as const;

describe('rate limits', () => {
  it.each(tiers)(
    'let $most calls of $method (tier $tier) through at once, then as many a minute',
    async ({ method, args, most }) => {
      await withSandbox(1, async ({ call, pass }) => {
        for (let calls = 0; calls < most; calls += 1) expect(await call(method, args)).toBe('200');
        expect(await call(method, args)).toBe(`429 after ${Math.ceil(60 / most)}`);
        expect(await call('auth.test', {})).toBe('200');
        pass(60_000 / most);
        expect(await call(method, args)).toBe('200');
        expect(await call(method, args)).toMatch(/^429/);
      });
    },
  );

  it('let ten messages at once into a channel, then one a second', async () => {
    await withSandbox(1, async ({ call, pass, idOf }) => {
      const message = { channel: await idOf('cert-requests'), text: 'x' };
      for (let calls = 0; calls < 10; calls += 1) expect(await call('chat.postMessage', message)).toBe('200');
      expect(await call('chat.postMessage', message)).toBe('429 after 1');
      expect(await call('chat.postMessage', { ...message, channel: await idOf('random') })).toBe('200');
      pass(1000);
      expect(await call('chat.postMessage', message)).toBe('200');
      expect(await call('chat.postMessage', message)).toBe('429 after 1');
    });
  });

  it('let some hundred messages a minute into the whole workspace', async () => {
    await withSandbox(1, async ({ call }) => {
      for (let calls = 0; calls < 300; calls += 1) {
        expect(await call('chat.postMessage', { channel: `C${calls}`, text: 'x' })).toBe('200');
      }
      expect(await call('chat.postMessage', { channel: 'C300', text: 'x' })).toBe('429 after 1');
    });
  });

  it('are as many times faster as the sandbox is', async () => {
    await withSandbox(60, async ({ call, pass }) => {
      for (let calls = 0; calls < 20; calls += 1) await call('usergroups.list', {});
      expect(await call('usergroups.list', {})).toBe('429 after 1');
      pass(50);
      expect(await call('usergroups.list', {})).toBe('200');
    });
  });
});
