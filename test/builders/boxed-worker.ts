import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BoxWish } from '../../src/python/box.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import type { Rung } from '../../src/python/rung.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { familyOf } from './processes.js';

// A worker with nothing but a runner: takes groups of runs, one group a line, and answers with their outcomes.
const source = `
  import { createInterface } from 'node:readline';
  import { createRunner } from ${JSON.stringify(new URL('../../dist/python/runner.js', import.meta.url).href)};
  const log = { info: () => undefined, warn: (fields, message) => console.error(message, JSON.stringify(fields)) };
  let runner;
  for await (const line of createInterface({ input: process.stdin })) {
    const { deps, runs } = JSON.parse(line);
    runner ??= createRunner({ ...deps, environment: process.env, log });
    await runner.warmUp();
    const outcomes = await Promise.all(runs.map((run) => runner.run(run)));
    console.log(JSON.stringify({ outcomes, runner: runner.pid() }));
  }
  await runner?.close();
`;

/**
 * A worker process on one rung, under a user of its own where we may choose, unless it is to stay root; its
 * environment holds a secret.
 */
export type BoxedWorker = {
  readonly pid: number;
  readonly base: string;
  readonly keyFile: string;
  /** Runs all of them at once. */
  run(inputs: readonly RunInput[]): Promise<{ outcomes: RunOutcome[]; runner: number }>;
  /** The worker's processes that are alive, itself and the runner included, and the directories of runs. */
  remains(): { processes: number[]; directories: string[] };
  close(): Promise<void>;
};

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

export async function aBoxedWorker(
  rung: Rung,
  box: BoxWish = {},
  staysRoot = rung === 4,
): Promise<BoxedWorker> {
  const as = isRoot && !staysRoot ? nobody : (process.getuid?.() ?? 0);
  const base = mkdtempSync('/dev/shm/countersign-boxed-');
  const data = join(base, 'data');
  const keyFile = join(data, 'keys');
  mkdirSync(data);
  writeFileSync(keyFile, 'k1:secret', { mode: 0o600 });
  for (const path of [base, data, keyFile]) if (isRoot) chownSync(path, as, as);
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    ...(isRoot ? { uid: as, gid: as } : {}),
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', COUNTERSIGN_KEYS: 'k1:secret' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Nobody else may go into our home, where this Python may be.
  const interpreter = await resolveInterpreter(isRoot ? '/usr/bin/python3' : undefined);
  const deps = { interpreter, rung, box: { base, hidden: [data], ...box }, killGraceMs: 3_000 };
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ...{ pid: child.pid ?? 0, base, keyFile },
    async run(runs) {
      child.stdin.write(`${JSON.stringify({ deps, runs })}\n`);
      const answer = await answers.next();
      return JSON.parse(answer.value);
    },
    remains: () => ({
      processes: familyOf(child.pid ?? 0),
      directories: readdirSync(base).filter((name) => name.startsWith('countersign-run-')),
    }),
    async close() {
      child.stdin.end();
      await endOf(child);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function endOf(child: ChildProcess): Promise<unknown> {
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  const ended = new Promise((resolve) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(0),
  );
  return ended.finally(() => clearTimeout(patience));
}
