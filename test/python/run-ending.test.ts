import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunnerDeps } from '../../src/python/runner.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { aRun, aRunner, eventually, fixtureScript, isAlive, printedPids } from '../builders/runner.js';
import { aScript } from '../builders/script.js';

const reasons = {
  warm: 'the run process ended without a result',
  fresh: 'the run process ended by SIGKILL',
};
const isLinux = process.platform === 'linux';
let directory = '';

/** Starts a run and waits until the script has said which processes there are. */
async function start(
  name: string,
  input: Partial<RunInput> = {},
  deps: Partial<RunnerDeps> = {},
): Promise<{ outcome: Promise<RunOutcome>; pids: number[]; close: () => Promise<void> }> {
  const runner = await aRunner(deps);
  let text = '';
  const onOutput = (added: string): void => {
    text += added;
  };
  const outcome = runner.run(aRun(await fixtureScript(name), { ...input, onOutput }));
  await eventually(() => text.includes('\n'), 5_000);
  return { outcome, pids: printedPids(text), close: () => runner.close() };
}

const parentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'countersign-ending-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each(['warm', 'fresh'] as const)('the end of a run of a %s Python', (mode) => {
  it('comes at the time limit, for the whole process group', async () => {
    const { outcome, pids } = await start('hangs', { timeLimitMs: 1_000 }, { mode });
    expect(await outcome).toMatchObject({ kind: 'timed-out', afterMs: 1_000, output: { leftOutBytes: 0 } });
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('comes for a daemon that has left its session and keeps stdout open', async () => {
    const { outcome, pids } = await start('daemon', {}, { mode });
    expect((await outcome).kind).toBe('returned');
    if (isLinux) expect(pids.filter(isAlive)).toEqual([]);
  });

  it('comes with the runner, as lost', async () => {
    const { outcome, pids, close } = await start('hangs', {}, { mode });
    await close();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await outcome).toMatchObject({ kind: 'lost', reason: 'the worker closed while the script ran' });
  });

  it.runIf(isLinux)('comes with the run process, as lost', async () => {
    const { outcome, pids } = await start('hangs', {}, { mode });
    const runDirectory = readlinkSync(`/proc/${pids[0]}/cwd`);
    process.kill(parentOf(pids[0] ?? 0), 'SIGKILL');
    expect(await outcome).toMatchObject({ kind: 'lost', reason: reasons[mode] });
    await eventually(() => !pids.some(isAlive));
    expect(existsSync(runDirectory)).toBe(false);
  });

  it.runIf(isLinux)('comes from here when the run process no longer answers', async () => {
    const { outcome, pids } = await start('hangs', { timeLimitMs: 1_000 }, { mode, killGraceMs: 300 });
    process.kill(parentOf(pids[0] ?? 0), 'SIGSTOP');
    expect(await outcome).toMatchObject({ kind: 'timed-out', afterMs: 1_000 });
    await eventually(() => !pids.some(isAlive));
  });
});

describe('a runner that cannot start a run', () => {
  const script = aScript();

  it.each(['warm', 'fresh'] as const)('fails it where there is no such interpreter: %s', async (mode) => {
    const runner = await aRunner({
      mode,
      interpreter: { executable: join(directory, 'python3'), version: '3.11.0' },
    });
    expect(await runner.run(aRun(script))).toMatchObject({
      kind: 'failed',
      cause: 'not-loadable',
      firstLine: expect.stringContaining('the run process could not be started: spawn'),
    });
  });

  it.each(['warm', 'fresh'] as const)(
    'fails it where the interpreter fails, with its last words: %s',
    async (mode) => {
      const executable = join(directory, 'broken');
      writeFileSync(executable, '#!/bin/sh\necho "SyntaxError: invalid syntax" >&2\nexit 1\n', {
        mode: 0o755,
      });
      const runner = await aRunner({ mode, interpreter: { executable, version: '3.11.0' } });
      expect(await runner.run(aRun(script))).toMatchObject({
        kind: 'failed',
        firstLine: 'the run process ended with code 1: SyntaxError: invalid syntax',
      });
    },
  );

  it('fails it when it is closed', async () => {
    const runner = await aRunner();
    await runner.close();
    expect(await runner.run(aRun(script))).toMatchObject({
      kind: 'failed',
      firstLine: 'the worker is closing',
    });
  });
});
