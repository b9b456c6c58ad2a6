import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Script } from '../../src/domain/script.js';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { type Rung, rungNames } from '../../src/python/rung.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { aBoxedWorker, type BoxedWorker } from '../builders/boxed-worker.js';
import { aRun, eventually, fixtureScript } from '../builders/runner.js';

/** What stops it first, and how it ends. A timed-out run is `unknown`, all others have failed. */
type Case = readonly [how: string, lowest: Rung, ending: RegExp];

const timeUp = /^timed-out/;
const cases: readonly (readonly Case[])[] = [
  [
    ['loop', 1, /^timed-out|^signalled .*SIG(XCPU|KILL)/],
    ['sleep', 1, timeUp],
    ['ignore-term', 1, timeUp],
    ['hanging-import', 1, timeUp],
    ['stop-itself', 1, timeUp],
  ],
  [
    ['much-memory', 1, /^raised MemoryError/],
    ['much-output', 1, /^timed-out|^exited 1 GB/],
    ['much-disk', 1, /^raised OSError: no room|^signalled the script was ended: its files took more room/],
    ['much-disk-everywhere', 3, /^raised OSError: no room/],
  ],
  [
    ['close-descriptors', 1, /^exited the script exited with code 1/],
    ['forge-frames', 1, /^bad-return/],
    ['daemon', 1, /^bad-return .*empty/],
    ['recursion', 1, /^raised RecursionError/],
    ['segfault', 1, /^signalled .*SIGSEGV/],
    ['endless-thread', 1, /^bad-return .*empty/],
    ['huge-string', 1, /^bad-return .*104857600 characters/],
    ['unprintable', 1, /^raised Unprintable: <Unprintable that cannot be shown>/],
  ],
  [
    ['read-others', 2, /^bad-return .*empty/],
    ['kill-parent', 2, /^raised PermissionError|^exited my parent lives/],
    ['kill-everybody', 2, /^raised (PermissionError|ProcessLookupError)|^exited everybody lives/],
  ],
  [['fork-bomb', 3, timeUp]],
];

/** Root may have as many processes as it likes, so there is no fork bomb among them. */
const ofRoot: readonly (readonly Case[])[] = [
  [
    ['read-others', 2, /^bad-return .*empty/],
    ['kill-parent', 2, /^raised PermissionError|^exited my parent lives/],
    ['daemon', 2, /^bad-return .*empty/],
    ['much-disk', 2, /^raised OSError: no room|^signalled the script was ended: its files took more room/],
    ['much-disk-everywhere', 3, /^raised OSError: no room/],
    ['kill-everybody', 3, /^raised (PermissionError|ProcessLookupError)|^exited everybody lives/],
  ],
];

/** Landlock can hold back signals since its version 6; before that it takes a pid namespace. */
const heldBySignals: ReadonlySet<string> = new Set(['kill-parent', 'kill-everybody']);
const hasSignalScope = (): boolean => {
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(readFileSync('/proc/version', 'utf8')) ?? [];
  return Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 12);
};

const innocents = 7;
/** The worker, its runner, and two runs made ready: for each what will watch over it and what will be the script. */
const atRest = 6;
const ended = (outcome: RunOutcome): string => {
  if (outcome.kind === 'failed') return `${outcome.cause} ${outcome.firstLine}`;
  return outcome.kind === 'returned' ? `returned ${outcome.certificate}` : outcome.kind;
};

const isLinux = process.platform === 'linux';
const found = isLinux
  ? await findRung({ interpreter: await resolveInterpreter(), environment: process.env, box: {} })
  : { rung: 1 };

describe.runIf(isLinux)('without a box', () => {
  it('the same script gets what others hold, so that it is worth something when it does not', async () => {
    const worker = await aBoxedWorker(1);
    const args = { how: 'read-others', base: worker.base, key_file: worker.keyFile };
    const { outcomes } = await worker.run([aRun(await fixtureScript('hostile'), { args })]);
    await worker.close();
    const got = outcomes.map(ended).join('').replace('returned ', '').split('\n');
    expect(got).toContain(`/proc/${worker.pid}/environ`);
    expect(got).toContain(`/proc/${worker.pid}/mem`);
    expect(got).toContain(worker.keyFile);
  });
});

const isRoot = process.getuid?.() === 0;
const workers = [
  ...([1, 2, 3, 4] as const).map((rung) => ({ rung, who: 'a worker', groups: cases, isRoots: rung === 4 })),
  ...([2, 3] as const).map((rung) => ({ rung, who: 'a worker that is root', groups: ofRoot, isRoots: true })),
];

describe.runIf(isLinux).each(workers)('$who on rung $rung', ({ rung, groups: tried, isRoots }) => {
  const isThere = rung <= found.rung && (isRoot || !isRoots);
  let worker: BoxedWorker;
  let hostile: Script;
  let innocent: Script;

  beforeAll(async () => {
    if (!isThere) return;
    hostile = await fixtureScript('hostile');
    innocent = await fixtureScript('innocent');
    const limits = { memoryBytes: 256 << 20, cpuSeconds: 2, diskBytes: 16 << 20, processesOfUser: 1024 };
    worker = await aBoxedWorker(rung, { limits }, isRoots);
  });
  afterAll(() => worker?.close());

  const anInnocent = (number: number, seconds: string): RunInput =>
    aRun(innocent, { args: { certificate: `honest ${number}`, seconds } });

  const stopped = tried.map((group) =>
    group.filter(
      ([how, lowest]) => rung >= lowest && (rung > 2 || !heldBySignals.has(how) || hasSignalScope()),
    ),
  );
  const groups = stopped
    .filter((group) => group.length > 0)
    .map((group) => ({ group, names: group.map(([how]) => how).join(', ') }));

  it.runIf(isThere).each(groups)(`(${rungNames[rung]}) it holds against $names`, async ({ group }) => {
    const args = { base: worker.base, key_file: worker.keyFile };
    const bad = group.map(([how]) => aRun(hostile, { timeLimitMs: 2_000, args: { ...args, how } }));
    const good = Array.from({ length: innocents }, (_, number) => anInnocent(number, '1.5'));
    const { outcomes, runner } = await worker.run([...bad, ...good]);

    for (const [index, [how, , ending]] of group.entries()) {
      const outcome = outcomes[index];
      expect(outcome && ended(outcome), how).toMatch(ending);
      expect(outcome?.output.text.length, how).toBeLessThan(140_000);
    }
    const certificates = outcomes.slice(group.length).map((outcome) => ended(outcome));
    expect(certificates).toEqual(good.map(({ args: { certificate } }) => `returned ${certificate}`));
    await eventually(() => worker.remains().processes.length === atRest, 3_000);
    expect(worker.remains().processes).toEqual(expect.arrayContaining([worker.pid, runner]));
    expect(worker.remains().directories).toEqual([]);
  });
});
