import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { aRun, eventually, fixtureScript, isAlive } from '../builders/runner.js';

// A worker with nothing but a runner: takes its runs from stdin and repeats what the scripts write.
const worker = `
  import { createRunner } from ${JSON.stringify(new URL('../../dist/python/runner.js', import.meta.url).href)};
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const { interpreter, runs } = JSON.parse(text);
  const runner = createRunner({ interpreter, environment: { PATH: process.env.PATH } });
  const onOutput = (text) => process.stdout.write(text);
  await Promise.all(runs.map((run) => runner.run({ ...run, onOutput })));
`;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function startWorker(runs: readonly object[]): Promise<{ worker: ChildProcess; pids: number[] }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', worker], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stdin.end(JSON.stringify({ interpreter: await resolveInterpreter(), runs }));
  const lines = (): string[] => output.match(/PIDS .*\n/g) ?? [];
  await eventually(() => lines().length === runs.length, 15_000);
  return { worker: child, pids: lines().flatMap((line) => line.trim().split(' ').slice(1).map(Number)) };
}

const read = (path: string): string => {
  try {
    return statSync(path).size > 1 << 20 ? '' : readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** Everything that tells about processes, and every file of the runs. */
function placesToLook(directories: readonly string[]): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const files = directories.flatMap((directory) =>
    readdirSync(directory, { recursive: true }).map((path) => join(directory, String(path))),
  );
  return [...processes.flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]), ...files];
}

describe.runIf(process.platform === 'linux')('a worker with eight runs', () => {
  it('shows none of their values while they run, and takes all of them along when it is killed', async () => {
    const secrets = Array.from({ length: 8 }, () => randomBytes(24).toString('hex'));
    const script = await fixtureScript('hangs');
    const runs = secrets.map((secret) => aRun(script, { csr: secret, commonName: secret, args: { secret } }));
    const { worker, pids } = await startWorker(runs);
    expect(new Set(pids).size).toBe(16);

    const directories = [...new Set(pids.map((pid) => readlinkSync(`/proc/${pid}/cwd`)))];
    expect(directories.filter((path) => path.includes('/countersign-run-'))).toHaveLength(8);
    const places = placesToLook(directories);
    expect(places.filter((path) => path.endsWith('/script.py'))).toHaveLength(8);
    expect(places.filter((path) => secrets.some((secret) => read(path).includes(secret)))).toEqual([]);

    worker.kill('SIGKILL');
    await eventually(() => !pids.some(isAlive) && !directories.some(existsSync));
  });
});
