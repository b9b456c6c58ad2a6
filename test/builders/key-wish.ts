import type { TypedKeyWish } from '../../src/domain/key-wish.js';

/** What somebody typed to have a key made: a common name and the default kind of key, unless told otherwise. */
export function aTypedKeyWish(typed: Partial<TypedKeyWish> = {}): TypedKeyWish {
  return {
    ...{ keyType: 'EC P-256', commonName: 'web.example.com', organisation: '', unit: '', country: '' },
    ...{ state: '', locality: '', email: '', moreNames: '' },
    ...typed,
  };
}
