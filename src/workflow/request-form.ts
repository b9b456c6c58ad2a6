import type { Csr } from '../domain/csr.js';
import type { TypedKeyWish } from '../domain/key-wish.js';
import type { MadeKey } from '../domain/made-key.js';
import type { Person } from '../domain/person.js';

/** A filled-in request form. `id` is the draft's id and becomes the request's; `profileVersion` is what was shown. */
export type RequestForm = {
  readonly id: string;
  readonly requester: Person;
  readonly profileId: string;
  readonly profileVersion: number;
  readonly commonName: string;
  readonly csrText: string;
  /** The uploaded file's text, or why there is none. */
  readonly csrFile: { readonly text: string } | { readonly fault: string } | null;
  readonly dynamicValues: Readonly<Record<string, string>>;
  readonly reason: string;
  /** A key is to be made: what its CSR will say, judged before there is one; or nothing to judge yet. */
  readonly wished?: Csr | 'unreadable';
  /** The CSR is of a key that was made for this request. */
  readonly madeKey?: MadeKey;
};

/** Where in the form a fault is. */
export type FormField =
  | 'profile'
  | 'common-name'
  | 'csr'
  | 'csr-file'
  | 'reason'
  | { readonly parameter: string }
  | { readonly keyWish: keyof TypedKeyWish };
export type FormFault = { readonly field: FormField; readonly sentence: string };
