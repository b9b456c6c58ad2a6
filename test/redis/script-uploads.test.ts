import { beforeEach, describe, expect, it } from 'vitest';
import type { UploadedScript } from '../../src/domain/uploaded-script.js';
import { mergedShelf } from '../../src/workflow/merged-shelf.js';
import { ben, MONDAY } from '../builders/profile.js';
import { aScript } from '../builders/script.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, auditOf, type StorePair } from './store-pair.js';

const entry = (hash: string) => anEntry({ action: 'script.uploaded', facts: { hash } });

describe('scripts that came through Slack', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(() => {
    pair = storesOfTest();
  });

  const upload = (name: string, hash: string, at = MONDAY): UploadedScript => ({
    ...{ format: 1, name, hash: hash.repeat(64), by: ben, at },
  });

  it('stand under their name, the newest in the place of the one before, each with an audit entry', async () => {
    await pair.one.uploads.put(upload('company', 'a'), entry('a'));
    await pair.two.uploads.put(upload('company', 'b', MONDAY + 1), entry('b'));
    expect(await pair.one.uploads.list()).toEqual([upload('company', 'b', MONDAY + 1)]);
    expect(await pair.one.uploads.read('other')).toBeNull();
    expect(await auditOf(pair)).toHaveLength(2);
  });

  it('come from many at once without a loss', async () => {
    const hashes = ['a', 'b', 'c', 'd'];
    await Promise.all(
      hashes.map((hash, index) =>
        (index % 2 ? pair.one : pair.two).uploads.put(upload('company', hash), entry(hash)),
      ),
    );
    expect(await pair.one.uploads.list()).toHaveLength(1);
    expect(await auditOf(pair)).toHaveLength(4);
  });

  it('are on one shelf with those on disk, which count where both have a name', async () => {
    const [onDisk, uploaded] = [
      aScript(undefined, 'local_ca'),
      aScript({ 'script.py': 'x = 1\n' }, 'kept_as'),
    ];
    const hash = await pair.one.scripts.keep(uploaded);
    for (const name of ['company', 'local_ca', 'broken']) {
      await pair.one.uploads.put({ ...upload(name, 'a'), hash }, entry('a'));
    }
    const disk = {
      names: async () => ['broken', 'local_ca'],
      read: async (name: string) => (name === 'local_ca' ? onDisk : null),
    };
    const shelf = mergedShelf(disk, pair.one);
    expect(await shelf.names()).toEqual(['broken', 'company', 'local_ca']);
    expect(await shelf.read('local_ca')).toBe(onDisk);
    expect(await shelf.read('company')).toEqual({ ...uploaded, name: 'company' });
    // One that is refused on disk is not made up for by another.
    expect(await shelf.read('broken')).toBeNull();
    expect(await shelf.read('__proto__')).toBeNull();
  });
});
