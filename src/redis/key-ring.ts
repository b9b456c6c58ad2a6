/** A key of 32 bytes and the name under which sealed values refer to it. */
export type RingKey = { readonly name: string; readonly key: Buffer };

/** Newest first: the first one seals, all of them open. */
export type KeyRing = readonly RingKey[];

/** The key that seals. Throws on an empty ring. */
export function newestKey(ring: KeyRing): RingKey {
  const [newest] = ring;
  if (!newest) throw new Error('there is no key to seal with: set COUNTERSIGN_KEYS');
  return newest;
}

/** The key of that name. Throws when the ring lost it: what it sealed is then lost as well. */
export function keyNamed(ring: KeyRing, name: string): RingKey {
  const found = ring.find((key) => key.name === name);
  if (found) return found;
  throw new Error(`there is no key named ${JSON.stringify(name)}: add it back to COUNTERSIGN_KEYS`);
}
