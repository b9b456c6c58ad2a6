import { afterAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import type { RunOutcome } from '../../src/workflow/runner.js';
import { aBoxedWorker, type BoxedWorker } from '../builders/boxed-worker.js';
import { aRun, eventually, fixtureScript } from '../builders/runner.js';

/** 1,000 take a minute and a half: COUNTERSIGN_MIXED_RUNS=1000 npx vitest run test/python/mixed-runs.test.ts */
const times = Number(process.env.COUNTERSIGN_MIXED_RUNS ?? 192);
const atOnce = 8;
const ways = [
  ...['loop', 'ignore-term', 'stop-itself', 'much-output', 'much-disk-everywhere', 'close-descriptors'],
  ...['forge-frames', 'read-others', 'kill-parent', 'kill-everybody', 'daemon', 'recursion', 'segfault'],
  ...['endless-thread', 'huge-string', 'unprintable', 'fork-bomb'],
];
/** The worker, its runner, and two runs made ready, two processes each. */
const atRest = 6;

describe.runIf(process.platform === 'linux')('many runs, a third of them hostile', () => {
  const workers: BoxedWorker[] = [];
  afterAll(() => Promise.all(workers.map((worker) => worker.close())));

  it('bring every honest result and leave nothing behind', { timeout: 300_000 }, async ({ skip }) => {
    const found = await findRung({
      interpreter: await resolveInterpreter(),
      environment: process.env,
      box: {},
    });
    if (found.rung < 3) skip('a fork bomb is held back from rung 3 on');
    const limits = { memoryBytes: 256 << 20, cpuSeconds: 2, diskBytes: 16 << 20 };
    const worker = await aBoxedWorker(found.rung, { limits });
    workers.push(worker);
    const [hostile, innocent] = [await fixtureScript('hostile'), await fixtureScript('innocent')];
    const inputs = Array.from({ length: times }, (_, number) => {
      const how = ways[Math.floor(number / 3) % ways.length] ?? 'loop';
      const args = { how, base: worker.base, key_file: worker.keyFile };
      if (number % 3 === 0) return aRun(hostile, { timeLimitMs: 500, args });
      return aRun(innocent, { args: { certificate: `honest ${number}` } });
    });
    const outcomes: RunOutcome[] = [];
    const runners = new Set<number>();
    for (let start = 0; start < times; start += atOnce) {
      const answer = await worker.run(inputs.slice(start, start + atOnce));
      outcomes.push(...answer.outcomes);
      runners.add(answer.runner);
    }
    const brought = outcomes.map((outcome) => outcome.kind === 'returned' && outcome.certificate);
    expect(brought).toEqual(inputs.map(({ args }, number) => (number % 3 === 0 ? false : args.certificate)));
    expect(runners.size).toBe(1);
    await eventually(() => worker.remains().processes.length === atRest, 5_000);
    expect(worker.remains().directories).toEqual([]);
  });
});
