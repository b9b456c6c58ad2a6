import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { World } from '../world.js';

/** Changes within so many ms are told of together. */
const gathered = 25;

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface LiveRoute {
  /** Takes the upgrades of `/_page/live`; hands all others on. */
  readonly upgrade: Upgrade;
  close(): void;
}

/** A WebSocket on which a page hears that something changed, not what: it asks for its screen then. */
export function openLiveRoute(world: World, others: Upgrade): LiveRoute {
  const server = new WebSocketServer({ noServer: true });
  const pages = new Set<WebSocket>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    for (const page of pages) page.send('{"type":"change"}');
  };
  const hear = (): void => {
    if (pages.size > 0) timer ??= setTimeout(tell, gathered);
  };
  world.workspace.activity.watchers.add(hear);
  return {
    upgrade: (request, socket, head) => {
      if (request.url !== '/_page/live') return others(request, socket, head);
      server.handleUpgrade(request, socket, head, (page) => {
        pages.add(page);
        page.on('close', () => pages.delete(page));
        page.on('error', () => page.terminate());
      });
    },
    close: () => {
      clearTimeout(timer);
      world.workspace.activity.watchers.delete(hear);
      for (const page of pages) page.terminate();
      server.close();
    },
  };
}
