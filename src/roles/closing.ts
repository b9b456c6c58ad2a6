import type { EventLog } from '../workflow/ports.js';

/** Something opened. Closed in the reverse of the order in which it was opened. */
export type Closing = {
  add(name: string, close: () => Promise<unknown> | unknown): void;
  close(): Promise<void>;
};

/** Remembers what was opened; `close` ends all of it, last opened first, and goes on when one fails. */
export function createClosing(log: EventLog): Closing {
  const opened: { readonly name: string; readonly close: () => Promise<unknown> | unknown }[] = [];
  return {
    add(name, close) {
      opened.push({ name, close });
    },
    async close() {
      for (let last = opened.pop(); last; last = opened.pop()) {
        try {
          await last.close();
        } catch (err) {
          log.error({ part: last.name, err }, 'did not close in order');
        }
      }
    },
  };
}
