import { type Csr, type CsrRefusal, readCsr } from './csr.js';
import { findPemBlocks } from './pem.js';
import { containsPrivateKey } from './private-key.js';

/** What several texts of one origin hold: the text of a message in its forms, the files at it. */
export type FoundCsr =
  | { readonly kind: 'found'; readonly csr: Csr }
  /** One of the texts holds a private key, whatever the others hold. */
  | { readonly kind: 'private-key' }
  | { readonly kind: 'refused'; readonly refusals: readonly CsrRefusal[] }
  | { readonly kind: 'none' };

/** The one CSR among the texts; the same CSR twice is one. */
export async function findCsr(texts: readonly string[]): Promise<FoundCsr> {
  if (texts.some(containsPrivateKey)) return { kind: 'private-key' };
  const candidates = [...new Set(texts.filter(hasRequest))];
  if (candidates.length === 0) return { kind: 'none' };
  const read = await Promise.all(candidates.map(readCsr));
  const csrs = new Map(read.flatMap((one) => (one.ok ? [[one.csr.pem, one.csr] as const] : [])));
  const [csr] = csrs.values();
  if (csr && csrs.size === 1) return { kind: 'found', csr };
  if (csr) return { kind: 'refused', refusals: [{ code: 'more-than-one', count: csrs.size }] };
  const [refused] = read.flatMap((one) => (one.ok ? [] : [one.refusals]));
  return { kind: 'refused', refusals: refused ?? [] };
}

function hasRequest(text: string): boolean {
  return findPemBlocks(text).some(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
}
