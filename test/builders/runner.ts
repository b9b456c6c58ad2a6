import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Script } from '../../src/domain/script.js';
import { readScript } from '../../src/python/read-scripts.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { createRunner, type RunnerDeps, type RunnerOfWorker } from '../../src/python/runner.js';
import type { RunInput, Runner } from '../../src/workflow/runner.js';

const opened: Runner[] = [];
afterAll(() => Promise.all(opened.splice(0).map((runner) => runner.close())));

/** A runner over the real Python, as a worker has it; closed with the test file. */
export async function aRunner(deps: Partial<RunnerDeps> = {}): Promise<RunnerOfWorker> {
  const interpreter = deps.interpreter ?? (await resolveInterpreter());
  const runner = createRunner({ interpreter, environment: { PATH: process.env.PATH }, ...deps });
  opened.push(runner);
  return runner;
}

/** A script of test/fixtures/scripts. */
export function fixtureScript(name: string): Promise<Script> {
  return read(new URL('../fixtures/scripts', import.meta.url), name);
}

/** A script that we ship. */
export function shippedScript(name: string): Promise<Script> {
  return read(new URL('../../runner/scripts', import.meta.url), name);
}

async function read(directory: URL, name: string): Promise<Script> {
  const found = await readScript(fileURLToPath(directory), name);
  if (found.kind === 'refused') throw new Error(found.reasons.join('; '));
  return found.script;
}

/** A run of a script, with values nobody else has. */
export function aRun(script: Script, input: Partial<RunInput> = {}): RunInput {
  return {
    runId: 'request-1',
    script,
    csr: 'the csr\n',
    commonName: 'www.example.org',
    args: {},
    timeLimitMs: 20_000,
    ...input,
  };
}

/** The process ids that a fixture script has printed after PIDS. */
export function printedPids(output: string): number[] {
  const line = /PIDS ([\d ]+)/.exec(output)?.[1] ?? '';
  return line.trim().split(' ').map(Number);
}

/** Whether a process runs; one that is dead and only waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (
      error instanceof Error && 'code' in error && error.code === 'ENOENT' && process.platform !== 'linux'
    );
  }
}

/** Waits until it holds; throws after a second or what is given. */
export async function eventually(holds: () => boolean, withinMs = 1_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not so within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
