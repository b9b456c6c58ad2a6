import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';

/** sun_path holds 108 bytes on Linux and 104 on macOS, with its end. */
const longestSocketPath = 100;

export type EmbeddedAddress = {
  /** As ioredis takes it. */
  readonly url: string;
  readonly connect: NetConnectOpts;
  readonly password?: string;
  /** The lines of redis.conf that make the server listen here and nowhere else. */
  readonly directives: readonly string[];
};

/** redis.conf's quoting is that of JSON for everything a path holds. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A unix socket in `dir`; where its path would be too long, a free loopback port with a random password. */
export async function chooseAddress(dir: string): Promise<EmbeddedAddress> {
  const path = join(dir, 'redis.sock');
  if (Buffer.byteLength(path) <= longestSocketPath) {
    const directives = ['port 0', `unixsocket ${quoted(path)}`, 'unixsocketperm 700'];
    return { url: path, connect: { path }, directives };
  }
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    connect: { host: '127.0.0.1', port },
    password,
    directives: [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`],
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No loopback port is free');
  return address.port;
}
