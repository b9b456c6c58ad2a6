import type { Csr } from './csr.js';
import { type Name, nameOfHost, uniqueNames } from './names.js';

/** What the certificate may carry: the CSR's names, and the common name where it is a host's name or address. */
export function approvedNames(csr: Csr, commonName: string): readonly Name[] {
  const host = nameOfHost(commonName);
  return uniqueNames([...csr.names, ...(host ? [host] : [])]);
}
