import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { connectRedis } from '../../src/redis/connect.js';
import { startEmbeddedRedis } from '../../src/redis/embedded-server.js';
import { openStores, type Stores } from '../../src/redis/open-stores.js';
import { createStateBox } from '../../src/redis/secret-box.js';
import { aProfile } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { anEntry, silentLog } from '../redis/store-pair.js';
import { type Said, said } from './a-terminal.js';

const main = join(process.cwd(), 'dist', 'main.js');
const box = createStateBox([{ name: 'k1', key: Buffer.alloc(32, 1) }]);
const quiet = createLog({ level: 'silent', role: 'test' });

describe('countersign profile forget-state', () => {
  let redis: TestRedis;
  let dir: string;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    redis = await aRedis();
    dir = mkdtempSync(join(tmpdir(), 'cs-'));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await redis.close();
    rmSync(dir, { recursive: true });
  });

  const storesAt = (url: string, workspace: string): Stores => {
    const client = connectRedis(url, { purpose: 'store', timeoutMs: 2000, log: silentLog });
    closing.push(() => client.disconnect());
    return openStores({ redis: client, workspace, timeoutMs: 2000, draftTtlMs: 1, keepOutputMs: 1 });
  };
  const aStoredState = async ({ profiles, states }: Stores, name: string): Promise<string> => {
    const id = `p-${name}`;
    await profiles.create(aProfile({ id, settings: { name, keepsState: true } }), anEntry());
    await states.replace(id, null, box.seal('kept', id));
    return id;
  };
  const type = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> =>
    said(process.execPath, [main, 'profile', ...args], dir, '', env);

  it('deletes what the profile keeps, with an entry in the audit log, and says when there is nothing', async () => {
    const stores = storesAt(redis.url, 'team');
    const [web, other] = [await aStoredState(stores, 'web'), await aStoredState(stores, 'other')];
    const env = { REDIS_URL: redis.url, COUNTERSIGN_WORKSPACE: 'team' };
    expect(await type(['forget-state', 'WEB'], env)).toEqual({
      code: 0,
      out: 'The state of web is forgotten. What a run that has it now leaves is not kept.\n',
      err: '',
    });
    expect([await stores.states.read(web), (await stores.states.read(other)) === null]).toEqual([
      null,
      false,
    ]);
    expect(await type(['forget-state', 'web'], env)).toMatchObject({
      code: 0,
      out: 'web has no state: there is nothing to forget.\n',
    });
    const entries = await stores.client.command((client) =>
      client.xrange(stores.client.keys.audit, '-', '+'),
    );
    const forgotten = entries
      .map(([, [, text = '']]) => JSON.parse(text))
      .filter(({ action }) => action === 'profile.state-forgotten');
    expect(forgotten).toEqual([
      expect.objectContaining({
        actor: { system: expect.stringMatching(/^terminal of ./) },
        surface: 'cli',
        subject: { kind: 'profile', id: web },
        facts: { name: 'web' },
      }),
    ]);
  });

  it('refuses a name that no profile has, and gives those that are near', async () => {
    const stores = storesAt(redis.url, 'near');
    await aStoredState(stores, 'lets-encrypt');
    const env = { REDIS_URL: redis.url, COUNTERSIGN_WORKSPACE: 'near' };
    expect(await type(['forget-state', 'letsencrypt'], env)).toEqual({
      code: 2,
      out: '',
      err: 'countersign: there is no profile "letsencrypt". Did you mean lets-encrypt?\n',
    });
    expect((await type(['forget-state', 'zzz'], env)).err).toContain('There are lets-encrypt\n');
    expect(await type(['forget-state'], env)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^countersign: give the name of one profile\n\nusage: /),
    });
  });

  it.each(['short', `long-${'x'.repeat(90)}`])(
    'finds the Redis that runs on a data folder with a %s name, and the workspace in it',
    async (name) => {
      const dataDir = join(dir, name);
      const none = await type(['forget-state', 'web', '--data', dataDir]);
      expect(none).toMatchObject({
        code: 2,
        err: expect.stringContaining('REDIS_URL is missing, and neither'),
      });
      const embedded = await startEmbeddedRedis({ dataDir, log: quiet });
      closing.push(() => embedded.close());
      const stores = storesAt(embedded.url, 'demo');
      const id = await aStoredState(stores, 'web');
      expect(await type(['--data', dataDir, 'forget-state', 'web'])).toMatchObject({ code: 0, err: '' });
      expect(await stores.states.read(id)).toBeNull();
      await aStoredState(storesAt(embedded.url, 'default'), 'web');
      expect(await type(['forget-state', 'web'], { COUNTERSIGN_DATA: dataDir })).toMatchObject({
        code: 2,
        err: expect.stringContaining('set COUNTERSIGN_WORKSPACE to default or demo'),
      });
      const named = { COUNTERSIGN_DATA: dataDir, COUNTERSIGN_WORKSPACE: 'default' };
      expect(await type(['forget-state', 'web'], named)).toMatchObject({ code: 0 });
    },
  );

  it('says what is wrong with the environment, and that Redis is away', async () => {
    expect(await type(['forget-state', 'web'], { REDIS_URL: 'http://x' })).toMatchObject({
      code: 2,
      err: 'countersign: REDIS_URL is not a redis:, rediss: or unix: address\n',
    });
    const away = await type(['forget-state', 'web'], { REDIS_URL: join(dir, 'no.sock') });
    expect(away.code).toBe(1);
    expect(away.err).toMatch(/^countersign: .+\n$/);
  });

  it('explains itself', async () => {
    expect(await type(['--help'])).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^usage: /),
    });
    for (const args of [[], ['drop'], ['constructor']])
      expect(await type(args)).toMatchObject({ code: 2, err: expect.stringMatching(/^usage: /) });
  });
});
