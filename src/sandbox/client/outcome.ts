/** What came of something a person did: it worked, or what they were told. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: string };

export const done: Outcome = { ok: true };

export function failed(error: string): Extract<Outcome, { ok: false }> {
  return { ok: false, error };
}
