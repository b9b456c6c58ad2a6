import type { CertificateFault } from './certificate-faults.js';
import { type CertificateParts, namesOf } from './certificate-parts.js';
import { normalCommonName } from './common-name.js';
import type { Csr } from './csr.js';
import { formatName, type Name, namesWithout } from './names.js';

/** What a certificate is held against. `now` is in milliseconds. */
export type Approval = {
  readonly csr: Csr;
  readonly commonName: string;
  readonly approvedNames: readonly Name[];
  readonly allowExtraNames: boolean;
  readonly maxValidityDays: number | null;
  readonly now: number;
};

type Faults = readonly CertificateFault[];

const DAY = 86_400_000;

/** Clocks of a CA and of ours may differ by this much. */
const SKEW = 5 * 60_000;

/** It certifies the key that signed the CSR. */
export function judgeKey({ publicKeySha256 }: CertificateParts, { csr }: Approval): Faults {
  return publicKeySha256 === csr.publicKeySha256 ? [] : [{ code: 'key-mismatch' }];
}

/** It names all that was approved, and nothing else unless the profile lets the CA add names. */
export function judgeNames(leaf: CertificateParts, approval: Approval): Faults {
  const { approvedNames, allowExtraNames } = approval;
  const { names, unsupported, wrong } = leaf.extensions;
  const missing = namesWithout(approvedNames, namesOf(leaf)).map(formatName);
  const extra = [...namesWithout(names, approvedNames).map(formatName), ...unsupported, ...wrong];
  return [
    ...(missing.length > 0 ? [{ code: 'missing-names', names: missing } as const] : []),
    ...(extra.length > 0 && !allowExtraNames ? [{ code: 'extra-names', names: extra } as const] : []),
    ...judgeCommonNames(leaf, approval),
  ];
}

/** It cannot certify others, neither by basicConstraints nor by keyUsage. */
export function judgeRole({ extensions }: CertificateParts): Faults {
  return extensions.isCa || extensions.signsCertificates ? [{ code: 'is-a-ca' }] : [];
}

/** It is valid now, and for no longer than the profile allows. */
export function judgeValidity({ notBefore, notAfter }: CertificateParts, approval: Approval): Faults {
  const { now, maxValidityDays } = approval;
  const days = Math.ceil((notAfter - notBefore) / DAY);
  const isTooLong = maxValidityDays !== null && notAfter - notBefore > maxValidityDays * DAY + SKEW;
  return [
    ...(notBefore > now + SKEW ? [{ code: 'not-yet-valid', notBefore } as const] : []),
    ...(notAfter <= now ? [{ code: 'ended', notAfter } as const] : []),
    ...(isTooLong ? [{ code: 'too-long', days, allowedDays: maxValidityDays } as const] : []),
  ];
}

/** CAs leave the common name out, keep it, or take one of the names: any of these is what was approved. */
function judgeCommonNames(leaf: CertificateParts, approval: Approval): Faults {
  const { commonName, approvedNames, allowExtraNames } = approval;
  const allowed = [...approvedNames, ...(allowExtraNames ? leaf.extensions.names : [])];
  const known = new Set([normalCommonName(commonName), ...allowed.map(({ value }) => value)]);
  return leaf.commonNames
    .filter((found) => !known.has(normalCommonName(found)))
    .map((found) => ({ code: 'wrong-common-name', found }));
}
