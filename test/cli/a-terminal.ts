import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scriptCommand } from '../../src/cli/script-command.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { scriptTools } from '../../src/roles/run-script-command.js';

type Variables = Readonly<Record<string, string>>;

export type Said = { readonly code: number | null; readonly out: string; readonly err: string };

/** A directory of somebody's own, and the product as it is started in it. */
export type ATerminal = {
  readonly dir: string;
  readonly write: (path: string, content: string) => string;
  readonly type: (args: readonly string[], stdin?: string, env?: Variables) => Promise<Said>;
  /** The script commands without a process of Node's own; paths are absolute. */
  readonly script: (args: readonly string[]) => Promise<Said>;
  readonly close: () => void;
};

/** A terminal whose environment has no Slack, no Redis and no keys. */
export function aTerminal(): ATerminal {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-terminal-'));
  const tools = scriptTools({ PATH: process.env.PATH });
  const main = join(process.cwd(), 'dist', 'main.js');
  return {
    dir,
    write: (path, content) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content, { mode: 0o600 });
      return path;
    },
    type: (args, stdin = '', env = {}) => said(process.execPath, [main, ...args], dir, stdin, env),
    script: async (args) => {
      const heard = { out: '', err: '' };
      const terminal: Terminal = {
        out: (text) => {
          heard.out += text;
        },
        err: (text) => {
          heard.err += text;
        },
        readFile: (path) => readFile(path, 'utf8'),
        readStdin: async () => '',
        now: () => Date.now(),
      };
      return { code: await scriptCommand({ terminal, tools }, args), ...heard };
    },
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Runs a command to its end; kills it after 60 seconds. */
export function said(
  command: string,
  args: readonly string[],
  cwd: string,
  stdin = '',
  env: Variables = {},
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const surroundings = { PATH: process.env.PATH, HOME: cwd, TMPDIR: tmpdir(), ...env };
    const child = spawn(command, args, { cwd, env: surroundings, timeout: 60_000, killSignal: 'SIGKILL' });
    const heard = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      heard.out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      heard.err += String(chunk);
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...heard }));
  });
}
