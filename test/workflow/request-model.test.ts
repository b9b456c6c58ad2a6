import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRedis, type TestRedis } from '../builders/redis.js';
import type { Step } from '../builders/request-model/acts.js';
import { describeWorld, worldsAfter } from '../builders/request-model/happens.js';
import type { Settings, World } from '../builders/request-model/model.js';
import { happen } from '../builders/request-model/perform.js';
import { aReality, describeReality, ID, type Reality, worldOf } from '../builders/request-model/reality.js';
import { settings, stories } from '../builders/request-model/stories.js';
import { aStorePair } from '../redis/store-pair.js';

/** COUNTERSIGN_MODEL_RUNS=5000 looks for longer. */
const numRuns = Number(process.env.COUNTERSIGN_MODEL_RUNS ?? 70);

describe('whatever people, workers and time do to a request, by two processes at once', () => {
  let redis: TestRedis;
  const reached = new Set<string>();

  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.close());

  /** After each step the record, its votes and all that was said are those of one order in which it can have happened. */
  const tellStory = async (first: Settings, steps: readonly Step[]) => {
    const stores = await aStorePair(redis, 10_000);
    try {
      const reality = await aReality(stores, first);
      let worlds: readonly World[] = [worldOf(reality, first)];
      for (const step of [...steps, inTheEnd]) {
        await happen(reality, step);
        worlds = await matching(reality, worlds, step);
      }
      for (const run of reality.bench.open.splice(0)) run.end({ kind: 'lost', reason: '', output });
      await Promise.all(reality.working.values());
    } finally {
      stores.close();
    }
  };

  const matching = async (reality: Reality, worlds: readonly World[], step: Step) => {
    const { bench, said, card } = reality;
    const request = await bench.two.requests.read(ID);
    const real = JSON.stringify(describeReality(request, said));
    const possible = worlds.flatMap((world) => worldsAfter(world, step));
    const found = possible.filter((world) => JSON.stringify(describeWorld(world)) === real);
    if (found.length === 0) {
      const [expected] = possible.map(describeWorld);
      expect({ step, ...describeReality(request, said) }).toEqual({ step, ...expected });
      throw new Error(`in another order of keys: ${real}`);
    }
    if (step.announcers > 0) expect(card.status).toBe(request?.status ?? null);
    reached.add(request?.status ?? 'none');
    for (const key of said) reached.add(key.replace(/-[^a-z]*$/, ''));
    return found.filter((world, index) => {
      const text = JSON.stringify(world);
      return found.findIndex((other) => JSON.stringify(other) === text) === index;
    });
  };

  it('state, standing votes and announcements are those of the model', {
    timeout: 60_000 + 400 * numRuns,
  }, async () => {
    await fc.assert(fc.asyncProperty(settings, stories, tellStory), { numRuns });
    for (const status of ['pending', 'approved', 'issuing', 'issued', 'failed', 'unknown', 'denied']) {
      expect(reached).toContain(status);
    }
  });
});

/** Whoever announces late says the newest state. */
const inTheEnd: Step = { acts: [], announcers: 2 };

const output = { text: '', leftOutBytes: 0 };
