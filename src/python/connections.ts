import { connect, type Socket } from 'node:net';

/** Connections to a runner. One is made ahead: when a run needs it, a process waits at its other end already. */
export type Connections = { take(): Socket; makeOneReady(): void; close(): void };

/** The run that has just begun shall not have to share the processor with the making of the next one. */
const pauseMs = 2;

/** To the socket at `path`. One that cannot be made, or ends before it is needed, is closed and harms nobody. */
export function createConnections(path: string): Connections {
  let ready: Socket | undefined;
  let pause: NodeJS.Timeout | undefined;
  let isClosed = false;

  const open = (): Socket => connect({ path }).on('error', () => undefined);
  const makeOneReady = (): void => {
    if (isClosed || ready !== undefined) return;
    const made = open().once('close', () => {
      if (ready === made) ready = undefined;
    });
    ready = made;
  };
  const take = (): Socket => {
    const taken = ready?.destroyed === false ? ready : open();
    ready = undefined;
    clearTimeout(pause);
    pause = setTimeout(makeOneReady, pauseMs);
    return taken;
  };
  const close = (): void => {
    isClosed = true;
    clearTimeout(pause);
    ready?.destroy();
  };
  return { take, makeOneReady, close };
}
