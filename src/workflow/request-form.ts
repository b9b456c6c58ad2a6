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
};

/** Where in the form a fault is. */
export type FormField =
  | 'profile'
  | 'common-name'
  | 'csr'
  | 'csr-file'
  | 'reason'
  | { readonly parameter: string };
export type FormFault = { readonly field: FormField; readonly sentence: string };
