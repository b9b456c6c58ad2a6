import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { rungNames } from '../../src/python/rung.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { aBoxedWorker, type BoxedWorker } from '../builders/boxed-worker.js';
import { aRun, eventually, fixtureScript, isAlive } from '../builders/runner.js';

const isLinux = process.platform === 'linux';
const found = isLinux
  ? await findRung({ interpreter: await resolveInterpreter(), environment: process.env, box: {} })
  : { rung: 1 };
const script = await fixtureScript('limits');

const running = (how: string, args: Record<string, string> = {}): RunInput =>
  aRun(script, { args: { how, ...args } });
const returned = (outcome: RunOutcome | undefined) =>
  outcome?.kind === 'returned' ? JSON.parse(outcome.certificate) : outcome;

describe.runIf(isLinux).each([1, 2, 3, 4] as const)('the box on rung %i', (rung) => {
  const isThere = rung <= found.rung;
  let worker: BoxedWorker;
  const told = async (...inputs: RunInput[]) => (await worker.run(inputs)).outcomes.map(returned);

  beforeAll(async () => {
    if (!isThere) return;
    const limits = { openFiles: 40, diskBytes: 16 << 20, processes: 20, cpuSeconds: 1 };
    worker = await aBoxedWorker(rung, { limits });
  });
  afterAll(() => worker?.close());

  it.runIf(isThere)(`(${rungNames[rung]}) is a place of its own, whatever the rung`, async () => {
    const [outcome] = (await worker.run([aRun(await fixtureScript('surroundings'))])).outcomes;
    const { environ, ...seen } = returned(outcome);
    const names = Object.keys(environ).filter((name) => name !== 'LC_CTYPE');
    expect(names.sort()).toEqual(['HOME', 'PATH', 'TMPDIR']);
    expect([environ.HOME, environ.TMPDIR, seen.temp]).toEqual([seen.cwd, seen.cwd, seen.cwd]);
    expect(seen).toMatchObject({ mode: 0o700, umask: 0o077, files: ['script.py'], ours: [], core: [0, 0] });
    expect(seen.descriptors.slice(0, 3)).toEqual([0, 1, 2]);
    expect(seen.descriptors).toHaveLength(4);
    expect(seen).toMatchObject({ leads_session: true, term: true, stdin: '' });
  });

  it.runIf(isThere)(`(${rungNames[rung]}) limits open files, the size of one, and time`, async () => {
    const [opened, filled, looked, looped] = await told(
      ...['open_files', 'one_file', 'look', 'processor_time'].map((how) => running(how)),
    );
    expect(opened).toEqual([36, 'Too many open files']);
    expect(filled).toEqual([16, expect.stringMatching(/File too large|No space left on device/)]);
    expect(looked.oom).toBe(1000);
    expect(looped).toMatchObject({ kind: 'failed', cause: 'signalled' });
    expect(looped.firstLine).toMatch(/SIGXCPU|SIGKILL/);
  });

  if (rung >= 3)
    it.runIf(isThere)('limits the processes of a run, and has it see no other', async () => {
      const [forked, ...met] = await told(
        running('processes'),
        ...['a', 'b', 'c'].map((mark) => running('meet', { mark })),
      );
      // Its own, and the one that watches over it.
      expect(forked).toEqual([18, 'Resource temporarily unavailable']);
      expect(met).toMatchObject(
        ['a', 'b', 'c'].map((mark) => ({ met: [`countersign-met-${mark}`], processes: 2 })),
      );
      const uids = new Set(met.map(({ uid }) => uid));
      if (rung === 4) expect([uids.size, uids.has(process.getuid?.())]).toEqual([3, false]);
    });

  it.runIf(isThere)(`(${rungNames[rung]}) ends with its worker, and so does all in it`, async () => {
    const doomed = await aBoxedWorker(rung);
    const inputs = ['sleep', 'ignore-term', 'daemon', 'endless-thread'].map(async (how) =>
      aRun(await fixtureScript('hostile'), { args: { how } }),
    );
    const outcomes = doomed.run(await Promise.all(inputs)).catch(() => 'nobody answers');
    await eventually(() => doomed.remains().processes.length >= 12, 10_000);
    const { processes } = doomed.remains();
    process.kill(doomed.pid, 'SIGKILL');
    expect(await outcomes).toBe('nobody answers');
    await eventually(() => !processes.some(isAlive) && doomed.remains().directories.length === 0, 5_000);
    await doomed.close();
  });
});
