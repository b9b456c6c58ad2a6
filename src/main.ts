import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig, type Need } from './config.js';
import { createLog } from './log.js';
import type { Role } from './roles/role.js';
import type { RunOptions } from './roles/run-parts.js';

const USAGE = `usage: countersign bot | worker | all | demo [--port N] [--data DIR] [--no-seed] [--time-scale N]
       countersign script check | run ... (--help)
       countersign profile export | import | secret | forget-state ... (--help)
       countersign help`;

/** What each role cannot do without; `all` keeps its own Redis and keys when none are given. */
const needs = {
  bot: ['transport', 'redis', 'keys'],
  worker: ['redis', 'keys'],
  all: ['transport'],
} as const satisfies Record<string, readonly Need[]>;

// Loaded one by one: a command on a terminal does not wait for what the bot needs.
const starts = {
  bot: async (options: RunOptions) => (await import('./roles/apart.js')).startBotRole(options),
  worker: async (options: RunOptions) => (await import('./roles/apart.js')).startWorkerRole(options),
  all: async (options: RunOptions) => (await import('./roles/all.js')).startAll(options),
} as const;

/** What does its work on the terminal and ends. */
const commands = {
  script: async (args: string[]) =>
    (await import('./roles/run-script-command.js')).runScriptCommand(args, process.env),
  profile: async (args: string[]) =>
    (await import('./roles/run-profile-command.js')).runProfileCommand(args, process.env),
} as const;

async function start(role: string, args: string[]): Promise<Role> {
  if (role === 'demo') return (await import('./roles/run-demo.js')).runDemo(args, process.env);
  if (role !== 'bot' && role !== 'worker' && role !== 'all') throw new Error(USAGE);
  parseArgs({ args, options: {} });
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'), needs[role]);
  if (!loaded.ok) {
    throw new Error(loaded.faults.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'));
  }
  const log = createLog({ level: loaded.config.log.level, role });
  return starts[role]({ config: loaded.config, log, env: process.env });
}

async function main(): Promise<void> {
  const [role = 'all', ...args] = process.argv.slice(2);
  if (role === 'help' || role === '--help') return void process.stdout.write(`${USAGE}\n`);
  if (role === 'script' || role === 'profile') {
    process.exitCode = await commands[role](args);
    return;
  }
  const running = await start(role, args);
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(1);
      isClosing = true;
      void running.close().then(() => process.exit(0));
    });
  }
}

main().catch((err: unknown) => {
  process.stderr.write(`countersign: ${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(1);
});
