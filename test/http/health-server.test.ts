import { afterEach, describe, expect, it } from 'vitest';
import { type Health, type HealthServer, startHealthServer } from '../../src/http/health-server.js';

let server: HealthServer | undefined;
afterEach(() => server?.close());

async function ask(
  probe: () => Promise<Health>,
  path = '/healthz',
  init: RequestInit = {},
): Promise<Response> {
  server = await startHealthServer({ probe, port: 0, limitMs: 50 });
  return fetch(`http://127.0.0.1:${server.port}${path}`, init);
}
const healthy = async (): Promise<Health> => ({ ok: true, parts: { redis: 'up' } });

describe('startHealthServer', () => {
  it('answers 200 and the parts when all is well', async () => {
    const response = await ask(healthy);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true, parts: { redis: 'up' } });
  });

  it.each<[string, () => Promise<Health>, string]>([
    ['says no', async () => ({ ok: false, parts: { redis: 'down' } }), 'down'],
    ['fails', () => Promise.reject(new Error('secret address')), 'failed'],
    ['does not answer', () => new Promise(() => undefined), 'took too long'],
  ])('answers 503 when the probe %s', async (_, probe, shown) => {
    const response = await ask(probe);
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain(shown);
    expect(text).not.toContain('secret');
  });

  it('answers HEAD without a body, and nothing but GET and HEAD, at one path', async () => {
    const head = await ask(healthy, '/healthz', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    await server?.close();
    expect((await ask(healthy, '/healthz', { method: 'POST', body: 'x' })).status).toBe(405);
    await server?.close();
    expect((await ask(healthy, '/')).status).toBe(404);
  });

  it('throws when its port is taken', async () => {
    server = await startHealthServer({ probe: healthy, port: 0 });
    await expect(startHealthServer({ probe: healthy, port: server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('closes while a probe is under way', async () => {
    let started: () => void = () => undefined;
    const isProbing = new Promise<void>((resolve) => {
      started = resolve;
    });
    const probe = () => {
      started();
      return new Promise<Health>(() => undefined);
    };
    server = await startHealthServer({ probe, port: 0, limitMs: 60_000 });
    const response = fetch(`http://127.0.0.1:${server.port}/healthz`).catch(() => 'cut');
    await isProbing;
    await server.close();
    server = undefined;
    expect(await response).toBe('cut');
  });
});
