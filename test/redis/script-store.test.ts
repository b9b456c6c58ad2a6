import { beforeEach, describe, expect, it } from 'vitest';
import { hashScript } from '../../src/domain/script.js';
import { aScript } from '../builders/script.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import type { StorePair } from './store-pair.js';

describe('createScriptStore', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  it('keeps a script with all its files under its hash', async () => {
    const script = aScript({ 'script.py': 'import helper', 'lib/helper.py': new Uint8Array([0, 255, 10]) });
    const hash = await pair.one.scripts.keep(script);
    expect(hash).toBe(hashScript(script));
    expect(await pair.two.scripts.read(hash)).toEqual(script);
    expect(await pair.two.scripts.read('0'.repeat(64))).toBeNull();
  });

  it('keeps the same bytes once', async () => {
    const hashes = await Promise.all([pair.one.scripts.keep(aScript()), pair.two.scripts.keep(aScript())]);
    expect(new Set(hashes).size).toBe(1);
    expect(await pair.raw.keys(`*${pair.workspace}*:script:*`)).toHaveLength(1);
  });

  it('refuses bytes that are not those of the hash, until the script is kept again', async () => {
    const hash = await pair.one.scripts.keep(aScript());
    const other = JSON.stringify(aScript({ 'script.py': 'import os' }));
    await pair.raw.set(pair.one.client.keys.script(hash), other);
    await expect(pair.two.scripts.read(hash)).rejects.toThrow('not the ones that were approved');
    await pair.one.scripts.keep(aScript());
    expect(await pair.two.scripts.read(hash)).toEqual(aScript());
  });

  it('keeps no script that could not be read back', async () => {
    const broken = { ...aScript(), files: { 'main.py': '' } };
    await expect(pair.one.scripts.keep(broken)).rejects.toThrow('script example is not a valid record');
  });
});
