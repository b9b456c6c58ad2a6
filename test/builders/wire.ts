import { createServer, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Countersign } from './countersign.js';

/** A way to Redis that goes dead at one moment, so that a process can be killed exactly there. */
export type Wire = {
  /** For REDIS_URL. */
  readonly url: string;
  /** Resolves when the words went by, and with them the wire went dead. */
  readonly cut: Promise<void>;
  close(): Promise<void>;
};

let wires = 0;

/**
 * Passes everything on until a command holds `words` (an audit entry's action, say). `before`: neither that
 * command nor anything later reaches Redis. `after`: it still does, but no answer comes back any more.
 */
export async function aWire(world: Countersign, when: 'before' | 'after', words: string): Promise<Wire> {
  const url = join(world.dir, `wire-${wires++}.sock`);
  const sockets = new Set<Socket>();
  let isDead = false;
  let tell = () => undefined as unknown;
  const cut = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((client) => {
    const redis = dial(world.redis.url);
    let tail = '';
    client.on('data', (chunk) => {
      if (isDead) return;
      tail = `${tail}${chunk.toString('latin1')}`.slice(-20_000);
      isDead = tail.includes(words);
      if (!isDead || when === 'after') redis.write(chunk);
      if (isDead) tell();
    });
    redis.on('data', (chunk) => {
      if (!isDead) client.write(chunk);
    });
    for (const [here, there] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(here);
      here.on('error', () => undefined);
      here.on('close', () => {
        sockets.delete(here);
        there.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(url, resolve));
  return {
    url,
    cut,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
