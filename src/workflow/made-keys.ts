import type { KeptKey } from '../domain/key-fate.js';

/** Which made key: of a request, by the SHA-256 of its public key. */
export type MadeKeyAddress = Pick<KeptKey, 'request' | 'publicKeySha256'>;

/** Made keys as everybody may handle them: without opening them. */
export type MadeKeyStore = {
  /** All that are kept, oldest first. */
  kept(): Promise<readonly KeptKey[]>;
  /** Makes it end by itself at `at` (ms), unless it ends before; also when no process of ours is there to do it. */
  endBy(address: MadeKeyAddress, at: number): Promise<void>;
  remove(address: MadeKeyAddress): Promise<void>;
};

/** Puts encrypted keys away, sealed once more and bound to their request, and takes them out again. PEM. */
export type MadeKeySafe = {
  put(address: MadeKeyAddress, encryptedPem: string, now: number): Promise<void>;
  /** Null: it is not kept any more. */
  read(address: MadeKeyAddress): Promise<string | null>;
};
