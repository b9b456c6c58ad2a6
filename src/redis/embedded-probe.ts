import { connect } from 'node:net';
import type { EmbeddedAddress } from './embedded-address.js';

export type Probe = 'ready' | 'busy' | 'absent';

/** Asks whoever listens there for a PONG: `busy` is any other answer (it loads its data), or none in time. */
export function probeRedis({ connect: to, password }: EmbeddedAddress, timeoutMs = 1000): Promise<Probe> {
  return new Promise((resolve) => {
    const socket = connect(to);
    let answer = '';
    let isConnected = false;
    const finish = (probe: Probe) => {
      socket.destroy();
      resolve(probe);
    };
    socket.setEncoding('utf8');
    socket.setTimeout(timeoutMs, () => finish('busy'));
    socket.on('connect', () => {
      isConnected = true;
      socket.write(`${password === undefined ? '' : `AUTH ${password}\r\n`}PING\r\n`);
    });
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('+PONG\r\n')) finish('ready');
      else if (answer.includes('-')) finish('busy');
    });
    socket.on('error', () => finish(isConnected ? 'busy' : 'absent'));
    socket.on('close', () => finish(isConnected ? 'busy' : 'absent'));
  });
}
