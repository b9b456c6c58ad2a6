import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunnerOfWorker } from '../../src/python/runner.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { aRun, aRunner, eventually, fixtureScript, isAlive, printedPids } from '../builders/runner.js';
import { aScript } from '../builders/script.js';

/** Supervisors that wait for a run. */
const madeReady = 2;
const aCanary = (): string => `canary-${randomBytes(16).toString('hex')}`;
const certificateIn = (outcome: RunOutcome): string =>
  outcome.kind === 'returned' ? outcome.certificate : JSON.stringify(outcome);
const returning = (expression: string): RunInput =>
  aRun(aScript({ 'script.py': `def certificate_request(csr, cn, args):\n    return ${expression}\n` }));
const pidOf = (runner: RunnerOfWorker): number => {
  const pid = runner.pid();
  if (pid === undefined) throw new Error('there is no runner');
  return pid;
};
const children = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);

describe.runIf(process.platform === 'linux')('a warm runner', () => {
  let runner: RunnerOfWorker;
  beforeAll(async () => {
    runner = await aRunner();
    await runner.warmUp();
  });

  it('has no value of 20 earlier and 7 present runs in the memory of a script', async () => {
    const script = await fixtureScript('remembers');
    const seen = async (canaries: readonly string[], seconds: string): Promise<string[]> => {
      const inputs = canaries.map((canary) => ({
        csr: canary,
        commonName: canary,
        args: { canary, seconds },
      }));
      const outcomes = await Promise.all(inputs.map((input) => runner.run(aRun(script, input))));
      return outcomes.map(certificateIn);
    };
    for (let i = 0; i < 20; i += 4) {
      const earlier = Array.from({ length: 4 }, aCanary);
      expect(await seen(earlier, '0')).toEqual(earlier.map((canary) => JSON.stringify([canary])));
    }
    const present = Array.from({ length: 8 }, aCanary);
    expect(await seen(present, '0.7')).toEqual(present.map((canary) => JSON.stringify([canary])));
  });

  it.runIf(process.getuid?.() === 0)('never held a value itself', async () => {
    const script = await fixtureScript('remembers');
    const csr = aCanary();
    expect(certificateIn(await runner.run(aRun(script, { csr })))).toBe(JSON.stringify([csr]));
    const fresh = await aRunner({ mode: 'fresh' });
    const look = async (pid: number): Promise<string> =>
      certificateIn(await fresh.run(aRun(script, { args: { process: String(pid) } })));
    expect(await look(process.pid)).toContain(csr);
    expect(await look(pidOf(runner))).toBe('[]');
  });

  it('leaves no core dump, nor does any run', () => {
    expect(readFileSync(`/proc/${pidOf(runner)}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
  });

  it('gives each script its own random numbers', async () => {
    const script = await fixtureScript('draws');
    const outcomes = await Promise.all([1, 2, 3].map(() => runner.run(aRun(script))));
    const drawn = outcomes.flatMap((outcome): string[] => JSON.parse(certificateIn(outcome)));
    expect(new Set(drawn).size).toBe(15);
  });

  it.each(['warm', 'fresh'] as const)('lets modules beside the script come first: %s', async (mode) => {
    const script = aScript({
      'script.py':
        'import json, http.client, os\ndef certificate_request(*_):\n    return f"{json.whose} {http.client.whose} {os.sep}"',
      'json.py': 'whose = "ours"',
      'os.py': 'whose = "ours"',
      'http/__init__.py': '',
      'http/client.py': 'whose = "ours too"',
    });
    const other = await aRunner({ mode });
    expect(certificateIn(await other.run(aRun(script)))).toBe('ours ours too /');
  });

  it('leaves no process, no zombie, no descriptor and no memory behind', async () => {
    const script = await fixtureScript('returns');
    const args = { what: 'text', certificate: 'x' };
    const runs = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i += 8)
        await Promise.all(Array.from({ length: 8 }, () => runner.run(aRun(script, { args }))));
    };
    const pid = pidOf(runner);
    // The runner does not let others of its user look at it; root may.
    const descriptors = (): number => (process.getuid?.() === 0 ? readdirSync(`/proc/${pid}/fd`).length : 0);
    const pages = (): number => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    await runs(80);
    await eventually(() => children(pid).length === madeReady);
    const before = { descriptors: descriptors(), pages: pages() };
    await runs(400);
    await eventually(() => children(pid).length === madeReady);
    expect(pidOf(runner)).toBe(pid);
    expect(descriptors()).toBe(before.descriptors);
    expect(pages() - before.pages).toBeLessThan(32);
  });

  it('keeps its socket, however old, when another runner sweeps up what the dead have left', async () => {
    const base = mkdtempSync(join(tmpdir(), 'countersign-base-'));
    const living = await aRunner({ box: { base } });
    await living.warmUp();
    mkdirSync(join(base, 'countersign-runner-dead'));
    for (const name of readdirSync(base)) utimesSync(join(base, name), 1_000_000, 1_000_000);
    const other = await aRunner({ box: { base } });
    await other.warmUp();
    expect(readdirSync(base)).toHaveLength(2);
    expect(readdirSync(base)).not.toContain('countersign-runner-dead');
    expect(certificateIn(await living.run(returning('"it lives"')))).toBe('it lives');
    await Promise.all([living.close(), other.close()]);
    expect(readdirSync(base)).toEqual([]);
    rmSync(base, { recursive: true });
  });

  it('serves nobody but its worker', async () => {
    const stranger = await aRunner({ mode: 'fresh' });
    const outcome = await stranger.run(aRun(await fixtureScript('knocks')));
    const { tried, heard } = JSON.parse(certificateIn(outcome));
    expect(tried).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });

  it('goes without a module that is missing or starts a thread, and says so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-modules-'));
    writeFileSync(
      join(directory, 'threaded.py'),
      'import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n',
    );
    writeFileSync(join(directory, 'harmless.py'), '');
    const logged: unknown[] = [];
    const log = {
      info: (fields: object) => logged.push(fields),
      warn: (fields: object) => logged.push(fields),
    };
    const environment = { PATH: process.env.PATH, PYTHONPATH: directory };
    const other = await aRunner({
      ...{ environment, passEnv: ['PYTHONPATH'], log },
      preload: ['threaded', 'nobody_has_this', 'harmless'],
    });
    await other.warmUp();
    expect(certificateIn(await other.run(returning('str("harmless" in __import__("sys").modules)')))).toBe(
      'True',
    );
    const notPreloaded = {
      threaded: 'it starts a thread',
      nobody_has_this: "ModuleNotFoundError: No module named 'nobody_has_this'",
    };
    expect(logged).toEqual([{ pid: other.pid(), notPreloaded }]);
    rmSync(directory, { recursive: true });
  });
});

describe.runIf(process.platform === 'linux')('the death of a warm runner', () => {
  it('is the end of its runs, as lost, and the next request does not notice', async () => {
    const runner = await aRunner();
    let text = '';
    const onOutput = (added: string): void => {
      text += added;
    };
    const outcome = runner.run(aRun(await fixtureScript('hangs'), { onOutput }));
    await eventually(() => text.includes('\n'), 10_000);
    const pid = pidOf(runner);
    process.kill(pid, 'SIGKILL');
    // Without a pause, in which the worker would hear of it.
    const end = performance.now() + 5_000;
    while (isAlive(pid) && performance.now() < end);
    const next = runner.run(returning('"the next one"'));
    expect(await outcome).toMatchObject({ kind: 'lost', reason: 'the runner ended by SIGKILL' });
    expect(certificateIn(await next)).toBe('the next one');
    expect(printedPids(text).filter(isAlive)).toEqual([]);
    await eventually(() => runner.pid() !== undefined && runner.pid() !== pid, 10_000);
  });

  it('is not noticed by runs of which nothing was executed', async () => {
    const runner = await aRunner();
    await runner.warmUp();
    process.kill(pidOf(runner), 'SIGSTOP');
    const outcomes = [0, 1, 2, 3].map((number) => runner.run(returning(`"run ${number}"`)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(pidOf(runner), 'SIGKILL');
    const certificates = (await Promise.all(outcomes)).map(certificateIn);
    expect(certificates).toEqual(['run 0', 'run 1', 'run 2', 'run 3']);
  });
});
