import type { KeyWish } from '../domain/key-wish.js';

/** A key that only its passphrase opens (PKCS#8, PBES2), and the CSR that it signed; both PEM. */
export type MadePair = { readonly csrPem: string; readonly encryptedPem: string };

/** An encrypted key, and the passphrase that somebody says it is under. */
export type Locked = { readonly encryptedPem: string; readonly passphrase: string };

/** What goes into a PKCS#12 file beside the key: certificates in PEM, the key's own first, and the alias. */
export type Companions = { readonly certificates: readonly string[]; readonly friendlyName: string };

/** Makes keys. Nothing that it gives out holds a key in the clear, or a passphrase. */
export type KeyMaker = {
  make(wish: KeyWish, passphrase: string): Promise<MadePair>;
  /** Whether the passphrase opens the key, and the key is the certificate's. */
  opens(locked: Locked, certificate: string): Promise<boolean>;
  /** PKCS#12 under the key's own passphrase, which `opens` has found to be right. */
  bundle(locked: Locked, companions: Companions): Promise<Buffer>;
};
