import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSecret } from '../builders/admin-acts/a-secret.js';
import { type AdminAct, adminActs, came, fullDay, PLAIN } from '../builders/admin-acts/acts.js';
import { anOffice, type Office } from '../builders/admin-acts/an-office.js';
import { perform } from '../builders/admin-acts/perform.js';
import { redisNow, valuesIn } from '../builders/admin-acts/search.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { placesOf } from '../builders/secret-places.js';

/** COUNTERSIGN_ADMIN_RUNS=200 looks for longer. */
const numRuns = Number(process.env.COUNTERSIGN_ADMIN_RUNS ?? 2);

describe('whatever admins do with profiles', () => {
  let world: Countersign;
  let rounds = 0;
  const records: Pick<Office, 'secrets' | 'hidden' | 'shown' | 'done'> = {
    ...{ secrets: [], hidden: [], shown: [], done: new Map() },
  };

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' });
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const expectNowhere = async () => {
    const { processes: _, ...places } = await placesOf(world);
    const texts = { ...places, screens: records.shown.join('\n') };
    const found = Object.entries(texts).flatMap(([place, text]) =>
      valuesIn(text, records.secrets).map((where) => `${place}: ${where}`),
    );
    expect(found).toEqual([]);
  };

  /** A value that became sensitive is in no record any more; what was said of it before stays said. */
  const expectHidden = async ({ stores, name, type }: Office) => {
    await eventually('plain values are removed', async () => {
      const profile = await stores.profiles.byName(name);
      return !profile || profile.hiding.length === 0;
    });
    const { out } = await type(['export']);
    const texts = { redis: await redisNow(world.redis.connect()), export: out };
    const found = Object.entries(texts).flatMap(([place, text]) =>
      valuesIn(text, records.hidden).map((where) => `${place}: ${where}`),
    );
    expect(found).toEqual([]);
  };

  it('no sensitive value is in a view, message, log, export, audit entry or Redis value, in any form', {
    timeout: 60_000 + 20_000 * numRuns,
  }, async () => {
    const day = async (acts: readonly AdminAct[]) => {
      rounds += 1;
      const office = await anOffice(world, `web-${rounds}`, records);
      for (const act of acts) await perform(office, act);
      await expectNowhere();
      await expectHidden(office);
    };
    const examples: [readonly AdminAct[]][] = [[fullDay]];
    await fc.assert(fc.asyncProperty(adminActs, day), { numRuns, examples, endOnFailure: true });
    expect([...records.done.keys()]).toEqual(expect.arrayContaining(came));
    expect(records.hidden.length).toBeGreaterThan(0);
  });

  it('would be found: values that are not sensitive are, and each form of one that is', async () => {
    const { redis, slack } = await placesOf(world);
    const client = world.redis.connect();
    await client.set('put-there-by-the-test', PLAIN);
    for (const text of [redis, slack, records.shown.join('\n'), await redisNow(client)]) {
      expect(valuesIn(text, [PLAIN])).toHaveLength(1);
    }
    for (const how of ['token', 'odd', 'lines', 'quoted'] as const) {
      const value = aSecret(how);
      const forms = [value, JSON.stringify(value), encodeURIComponent(value)];
      const coded = ['base64', 'hex', 'base64url'] as const;
      for (const form of [...forms, ...coded.map((encoding) => Buffer.from(value).toString(encoding))]) {
        expect(valuesIn(`before ${form} after`, [value])).toHaveLength(1);
      }
    }
  });
});
