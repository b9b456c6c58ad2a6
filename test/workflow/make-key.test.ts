import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { createMadeKeySafe } from '../../src/redis/made-key-store.js';
import { checkKeyForm, makeKeyAndRequest, passphraseFault } from '../../src/workflow/make-key.js';
import { bytesOnDisk } from '../builders/bytes-on-disk.js';
import { aKeyBench, aKeyForm, aKeyProfile, day, type KeyBench, passphrase } from '../builders/key-bench.js';
import { openssl } from '../builders/pki-openssl.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { aStorePair, type StorePair } from '../redis/store-pair.js';

describe('a key made for a request', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let bench: KeyBench;

  beforeAll(async () => {
    redis = await aRedis({ appendonly: 'yes', appendfsync: 'always' });
  });
  beforeEach(async () => {
    stores = await aStorePair(redis);
    bench = aKeyBench(stores);
    return () => stores.close();
  });
  afterAll(() => redis.close());

  const keptIds = async () => (await stores.two.madeKeys.kept()).map(({ request }) => request);

  it('is kept encrypted and sealed, and its request is pending with its CSR', async () => {
    const profile = await aKeyProfile(stores);
    const form = await aKeyForm(bench, profile, { organisation: 'Example' });
    const result = await makeKeyAndRequest(bench.one, form, passphrase);
    const request = await stores.two.requests.read(form.id);
    expect(result).toMatchObject({ kind: 'submitted', request: { id: form.id } });
    expect(request).toMatchObject({
      status: 'pending',
      madeKey: { state: 'held', changedAt: bench.time.now, keepMs: 7 * day },
      snapshot: { commonName: 'web.example.com', csr: { signature: 'ecdsa-with-SHA256' } },
    });
    const publicKeySha256 = request?.snapshot.csr.publicKeySha256 ?? '';
    const pem = await bench.two.keySafe.read({ request: form.id, publicKeySha256 });
    const publicPem = openssl(['pkey', '-pubout', '-passin', `pass:${passphrase}`], pem ?? '');
    expect(openssl(['req', '-noout', '-pubkey'], request?.snapshot.csr.pem)).toBe(publicPem);
  });

  it('is opened by nobody without the ring, nor at another place', async () => {
    const profile = await aKeyProfile(stores);
    const form = await aKeyForm(bench, profile);
    await makeKeyAndRequest(bench.one, form, passphrase);
    const [kept] = await stores.two.madeKeys.kept();
    if (!kept) throw new Error('no key is kept');
    const stranger = createMadeKeySafe(stores.two.client, [{ name: 'k1', key: randomBytes(32) }]);
    await expect(stranger.read(kept)).rejects.toThrow('does not open');
    const { madeKey } = stores.one.client.keys;
    await stores.raw.rename(
      madeKey(kept.request, kept.publicKeySha256),
      madeKey('0000-other', kept.publicKeySha256),
    );
    await expect(bench.one.keySafe.read({ ...kept, request: '0000-other' })).rejects.toThrow('does not open');
    expect(await bench.one.keySafe.read(kept)).toBeNull();
  });

  it('leaves neither passphrase nor key in Redis or the log, whatever happens to it', async () => {
    const profile = await aKeyProfile(stores, {
      names: { ...openPolicy.names, denied: ['denied.example.com'] },
    });
    const good = await aKeyForm(bench, profile);
    const bad = await aKeyForm(bench, profile, { commonName: 'denied.example.com' });
    const gone = { ...(await aKeyForm(bench, profile)), profileVersion: 2 };
    for (const form of [good, bad, gone]) await makeKeyAndRequest(bench.one, form, passphrase);
    const broken = {
      ...bench.one,
      keySafe: { ...bench.one.keySafe, put: () => Promise.reject(new Error('away')) },
    };
    const lost = makeKeyAndRequest(broken, await aKeyForm(bench, profile), passphrase);
    await expect(lost).rejects.toThrow('away');
    // Every command that Redis was ever sent is in its append-only file.
    const everything = [bytesOnDisk(redis.dir), ...bench.log].join('\n');
    expect(everything).toContain('web.example.com');
    expect(everything).not.toContain(passphrase);
    expect(everything).not.toContain(Buffer.from(passphrase).toString('base64').slice(2, 24));
    expect(everything).not.toContain('PRIVATE KEY');
  });

  it('is one request and one key however often its passphrase is sent', async () => {
    const form = await aKeyForm(bench, await aKeyProfile(stores));
    const results = await Promise.all([
      makeKeyAndRequest(bench.one, form, passphrase),
      makeKeyAndRequest(bench.two, form, passphrase),
    ]);
    results.push(await makeKeyAndRequest(bench.one, form, passphrase));
    const stored = await stores.one.requests.read(form.id);
    const hashes = results.map((result) =>
      result.kind === 'submitted' ? result.request.snapshot.csr.publicKeySha256 : result.kind,
    );
    expect(new Set(hashes)).toEqual(new Set([stored?.snapshot.csr.publicKeySha256]));
    expect(await stores.one.madeKeys.kept()).toMatchObject([
      { request: form.id, publicKeySha256: stored?.snapshot.csr.publicKeySha256 },
    ]);
  });

  it('waits no longer than the profile and the operator say', async () => {
    const form = await aKeyForm(
      bench,
      await aKeyProfile(stores, { madeKeys: { allowed: true, keepDays: 30 } }),
    );
    await makeKeyAndRequest({ ...bench.one, keepKeysMs: 5000 }, form, passphrase);
    expect((await stores.one.requests.read(form.id))?.madeKey?.keepMs).toBe(5000);
  });

  describe('is not made, and nothing is kept,', () => {
    const faultsOf = async (
      ...[policy, typed]: [Parameters<typeof aKeyProfile>[1], Parameters<typeof aKeyForm>[2]]
    ) => {
      const form = await aKeyForm(bench, await aKeyProfile(stores, policy), typed);
      const checked = await checkKeyForm(bench.one, form);
      const made = await makeKeyAndRequest(bench.one, form, passphrase);
      expect(made).toEqual(checked);
      expect(await keptIds()).toEqual([]);
      return checked.kind === 'faults' ? checked.faults.map(({ field }) => field) : checked.kind;
    };

    it('when a name is denied: said at the common name, or at the other names', async () => {
      const names = { ...openPolicy.names, denied: ['.internal'] };
      expect(await faultsOf({ names }, { commonName: 'a.internal' })).toEqual(['common-name', 'common-name']);
      expect(await faultsOf({ names }, { moreNames: 'a.internal' })).toEqual([
        ...[{ keyWish: 'moreNames' }, { keyWish: 'moreNames' }],
      ]);
    });

    it('when the profile forbids it, or this kind of key', async () => {
      expect(await faultsOf({ madeKeys: { allowed: false, keepDays: 7 } }, {})).toEqual([
        { keyWish: 'keyType' },
      ]);
      const keys = { ...openPolicy.keys, leastRsaBits: 3072 };
      expect(await faultsOf({ keys }, { keyType: 'RSA 2048' })).toContainEqual({ keyWish: 'keyType' });
    });

    it('when several things are wrong: all are said, each once', async () => {
      const reasons = { ...openPolicy.reasons, request: 'mandatory' } as const;
      expect(await faultsOf({ reasons }, { commonName: '', country: 'GER', email: 'x' })).toEqual([
        ...['common-name', { keyWish: 'country' }, { keyWish: 'email' }, 'reason'],
      ]);
    });

    it('when the requester may not request', async () => {
      bench = aKeyBench(stores, { U0EVE: 'guest' });
      expect(await faultsOf({}, {})).toBe('refused');
    });
  });

  it('has a passphrase that is judged before anything else', () => {
    expect(passphraseFault('short')).toMatch(/at least 12/);
    expect(passphraseFault(passphrase)).toBeNull();
  });
});
