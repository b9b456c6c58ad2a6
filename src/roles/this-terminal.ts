import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Terminal } from '../cli/terminal.js';

/** The terminal that this process was started on. */
export function thisTerminal(): Terminal {
  return {
    out: (line) => process.stdout.write(line),
    err: (line) => process.stderr.write(line),
    readFile: (path) => readFile(path, 'utf8'),
    readStdin: async () => {
      if (process.stdin.isTTY) throw new Error('it is this terminal, which would show what is typed');
      return text(process.stdin);
    },
    now: () => Date.now(),
  };
}
