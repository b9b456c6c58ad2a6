import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import type { Snapshot } from './snapshot.js';

/**
 * SHA-256 (hex) of what a vote is a vote for: profile and version, script, CSR, common name and names, and the
 * dynamic values (sensitive ones by their HMAC marks). Any change of these voids the votes.
 */
export function digestOf(snapshot: Snapshot): string {
  const approved = {
    format: 1,
    profile: snapshot.profile.id,
    version: snapshot.profile.version,
    script: snapshot.script.hash,
    csr: snapshot.csr.pem,
    commonName: snapshot.commonName,
    names: snapshot.names,
    dynamicValues: snapshot.dynamicValues,
    dynamicMarks: snapshot.dynamicMarks,
  };
  return createHash('sha256').update(canonicalJson(approved)).digest('hex');
}
