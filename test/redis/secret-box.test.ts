import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Binding, EncryptedValue } from '../../src/domain/encrypted-value.js';
import { encryptedValueSchema } from '../../src/domain/encrypted-value.js';
import { createOpener, createSealer } from '../../src/redis/secret-box.js';

const [old, fresh] = ['k1', 'k2'].map((name) => ({ name, key: randomBytes(32) }));
const ring = [fresh, old].filter((key) => key !== undefined);
const digestKey = randomBytes(32);
const sealer = createSealer(ring, digestKey);
const opener = createOpener(ring);
const binding: Binding = { owner: 'profile', id: 'pr0web', name: 'passphrase' };

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const bindings = fc.record({
  owner: fc.constantFrom('profile' as const, 'request' as const, 'workspace' as const),
  id: text,
  name: text,
});

describe('the secret box', () => {
  it('gives any value back for its binding', () => {
    fc.assert(
      fc.property(text, bindings, (value, bound) => {
        const sealed = encryptedValueSchema.parse(sealer.seal(value, bound));
        expect(opener.open(sealed, bound)).toBe(value);
      }),
    );
  });

  it('never gives it for another binding, however the parts are cut', () => {
    fc.assert(
      fc.property(bindings, bindings, (one, other) => {
        fc.pre(
          JSON.stringify([one.owner, one.id, one.name]) !==
            JSON.stringify([other.owner, other.id, other.name]),
        );
        const sealed = sealer.seal('value', one);
        expect(() => opener.open(sealed, other)).toThrow('does not open');
        expect(sealer.mark('value', one)).not.toBe(sealer.mark('value', other));
      }),
    );
    const cut = { ...binding, id: 'pr0', name: 'webpassphrase' };
    expect(() => opener.open(sealer.seal('value', binding), cut)).toThrow('does not open');
  });

  it('shows nothing of the value, and never the same twice', () => {
    const value = randomBytes(24).toString('hex');
    const [one, other] = [sealer.seal(value, binding), sealer.seal(value, binding)];
    for (const form of [value, Buffer.from(value).toString('base64').slice(0, 30)]) {
      expect(JSON.stringify(one)).not.toContain(form);
      expect(sealer.mark(value, binding)).not.toContain(form);
    }
    expect(one.nonce).not.toBe(other.nonce);
    expect(one.ciphertext).not.toBe(other.ciphertext);
    expect(Buffer.from(one.nonce, 'base64')).toHaveLength(12);
  });

  const flip = (base64: string): string => {
    const bytes = Buffer.from(base64, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  const damage: Readonly<Record<string, (sealed: EncryptedValue) => EncryptedValue>> = {
    'the ciphertext': (sealed) => ({ ...sealed, ciphertext: flip(sealed.ciphertext) }),
    'the nonce': (sealed) => ({ ...sealed, nonce: flip(sealed.nonce) }),
    'the tag': (sealed) => ({ ...sealed, tag: flip(sealed.tag) }),
    'the length of the tag': (sealed) => ({ ...sealed, tag: sealed.tag.slice(0, 8) }),
    'the name of the key': (sealed) => ({ ...sealed, key: 'k1' }),
    'everything but the format': (sealed) => ({ ...sealed, nonce: '', ciphertext: '', tag: '' }),
  };
  it.each(Object.keys(damage))(
    'does not open when %s was changed, and does not say what was in it',
    (part) => {
      const sealed = damage[part]?.(sealer.seal('a plain value', binding)) ?? sealer.seal('', binding);
      expect(() => opener.open(sealed, binding)).toThrow(/"passphrase" of profile pr0web does not open/);
      expect(() => opener.open(sealed, binding)).not.toThrow('a plain value');
    },
  );

  it('seals under the newest key and opens what older ones sealed', () => {
    const before = createSealer(ring.slice(1), digestKey).seal('value', binding);
    expect(before.key).toBe('k1');
    expect(sealer.seal('value', binding).key).toBe('k2');
    expect(opener.open(before, binding)).toBe('value');
  });

  it('says which key is missing', () => {
    const sealed = sealer.seal('value', binding);
    expect(() => createOpener(ring.slice(1)).open(sealed, binding)).toThrow(
      'there is no key named "k2": add it back to COUNTERSIGN_KEYS',
    );
    expect(() => createSealer([], digestKey).seal('value', binding)).toThrow('set COUNTERSIGN_KEYS');
  });

  it('marks the same value of the same parameter the same, under one digest key only', () => {
    const mark = sealer.mark('value', binding);
    expect(mark).toMatch(/^[0-9a-f]{64}$/);
    expect(createSealer(ring.slice(1), digestKey).mark('value', binding)).toBe(mark);
    expect(createSealer(ring, randomBytes(32)).mark('value', binding)).not.toBe(mark);
    expect(sealer.mark('other', binding)).not.toBe(mark);
  });
});
