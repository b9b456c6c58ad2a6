import { beforeEach, describe, expect, it } from 'vitest';
import { firstPages, type HomeViewer } from '../../src/domain/home-viewer.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { contentOf, type StorePair } from './store-pair.js';

const viewer = (user: string): HomeViewer => ({
  ...{ format: 1, person: { user, team: 'T0TEAM' }, standing: 'member' },
  ...{ pages: firstPages, notice: null, shown: null },
});

describe('the store of Homes', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });
  const homes = () => [pair.one.homes, pair.two.homes] as const;

  it('keeps a viewer for a while, and a change of it no longer', async () => {
    const [one, two] = homes();
    await one.save(viewer('U0EVE'), 80);
    await two.save({ ...viewer('U0EVE'), shown: 'abc' }, null);
    expect(await one.read('U0EVE')).toMatchObject({ shown: 'abc' });
    await expect.poll(() => one.read('U0EVE')).toBeNull();
    await two.save(viewer('U0EVE'), null);
    expect(await one.read('U0EVE')).toBeNull();
  });

  it('costs nothing for those who do not look', async () => {
    const [one, two] = homes();
    await one.touch(['user:U0EVE', 'group:S1'], { now: 100, pauseMs: 10 });
    expect(await two.take(1000, 10)).toEqual([]);
    expect(await contentOf(pair)).toEqual({});
  });

  it('makes a Home due once for many changes, not before its pause is over', async () => {
    const [one, two] = homes();
    await one.follow('U0EVE', ['user:U0EVE', 'group:S1'], { now: 0, ms: 60_000 });
    await one.begin('U0EVE', 1000);
    for (let now = 1001; now < 1010; now++)
      await two.touch(['group:S1', 'user:U0EVE'], { now, pauseMs: 500 });
    expect(await one.take(1499, 10)).toEqual([]);
    expect(await one.take(1500, 10)).toEqual(['U0EVE']);
    expect(await one.take(9000, 10)).toEqual([]);
    await two.touch(['group:S1'], { now: 1600, pauseMs: 500 });
    expect(await one.take(1999, 10)).toEqual([]);
    expect(await one.take(2000, 10)).toEqual(['U0EVE']);
  });

  it('gives each due Home to one process', async () => {
    const [one, two] = homes();
    const users = Array.from({ length: 30 }, (_, index) => `U${index}`);
    for (const user of users) await one.again(user, 5);
    const taken = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? one : two).take(10, 5)));
    expect(taken.flat().sort()).toEqual([...users].sort());
  });

  it('follows nobody whose time is over, nor topics that nobody asked for', async () => {
    const [one] = homes();
    await one.follow('U0EVE', ['user:U0EVE'], { now: 0, ms: 60_000 });
    await one.touch(['user:U0EVE'], { now: 60_000, pauseMs: 0 });
    await one.touch(['user:U0ELI', 'admins'], { now: 5, pauseMs: 0 });
    expect(await one.take(1e12, 10)).toEqual([]);
  });

  it('keeps what became due while the Home was being published', async () => {
    const [one, two] = homes();
    await one.follow('U0EVE', ['user:U0EVE'], { now: 0, ms: 60_000 });
    await one.begin('U0EVE', 10);
    await two.touch(['user:U0EVE'], { now: 11, pauseMs: 5 });
    expect(await one.take(15, 1)).toEqual(['U0EVE']);
  });

  it('lets one process publish a Home at a time', async () => {
    const [one, two] = homes();
    const lock = await one.lock('U0EVE', 10_000);
    expect(await two.lock('U0EVE', 10_000)).toBeNull();
    expect(await two.lock('U0ELI', 10_000)).not.toBeNull();
    await lock?.release();
    expect(await two.lock('U0EVE', 10_000)).not.toBeNull();
  });
});
