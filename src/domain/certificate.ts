import { z } from 'zod';
import { buildChain, type CertificateChain } from './certificate-chain.js';
import type { CertificateFault } from './certificate-faults.js';
import { type Approval, judgeKey, judgeNames, judgeRole, judgeValidity } from './certificate-judgement.js';
import type { CertificateParts } from './certificate-parts.js';
import { nameSchema, uniqueNames } from './names.js';
import { chooseLeaf, readReturned } from './returned-certificates.js';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What was looked at and found right; 'chain' only where an issuer's certificate was there to check with. */
export const certificateCheckSchema = z.enum(['key', 'names', 'not-ca', 'chain', 'validity']);

/** A certificate as requests keep it. Hex is lower case without colons, times are milliseconds. */
export const certificateSchema = z
  .object({
    leafPem: z.string(),
    /** The issuers that came with it, each after the one it certified. */
    chainPem: z.array(z.string()).readonly(),
    commonName: z.string().nullable(),
    names: z.array(nameSchema).readonly(),
    issuer: z.string(),
    serial: z.string().regex(/^[0-9a-f]+$/),
    notBefore: z.number(),
    notAfter: z.number(),
    fingerprintSha256: sha256Schema,
    publicKeySha256: sha256Schema,
    signature: z.string(),
    checks: z.array(certificateCheckSchema).readonly(),
  })
  .readonly();

export type Certificate = z.infer<typeof certificateSchema>;
export type CertificateCheck = z.infer<typeof certificateCheckSchema>;

/** Leaf, then issuers: the order TLS servers want (RFC 8446 4.4.2). */
export function fullChainPem({ leafPem, chainPem }: Certificate): string {
  return [leafPem, ...chainPem].join('');
}

/** The script's answer, and what was approved. */
export type CertificateCase = Approval & { readonly returned: string };

/** `withheld` is what the CA issued all the same, for admins; null where there is no telling. */
export type CertificateJudgement =
  | { readonly ok: true; readonly certificate: Certificate }
  | {
      readonly ok: false;
      readonly faults: readonly CertificateFault[];
      readonly withheld: Certificate | null;
    };

/**
 * Judges what a script returned or an admin attached, before anyone sees it: a leaf alone or a chain in any
 * order, with anything around it. Lists every fault; never throws for what the text is.
 */
export async function checkCertificate(input: CertificateCase): Promise<CertificateJudgement> {
  const { certificates, faults: returnFaults } = readReturned(input.returned);
  const leaf = chooseLeaf(certificates, input.csr.publicKeySha256);
  if (!leaf) return { ok: false, faults: returnFaults, withheld: null };
  const chain = buildChain(
    leaf,
    certificates.filter((certificate) => certificate !== leaf),
  );
  const judged = judgeAll(leaf, chain, input);
  const faults = [...returnFaults, ...judged.flatMap((one) => one.faults)];
  const isChecked = (check: CertificateCheck) => check !== 'chain' || chain.issuers.length > 0;
  const checks = judged
    .filter((one) => one.faults.length === 0 && isChecked(one.check))
    .map(({ check }) => check);
  const certificate = compose(leaf, chain, checks);
  return faults.length === 0 ? { ok: true, certificate } : { ok: false, faults, withheld: certificate };
}

type Judged = { readonly check: CertificateCheck; readonly faults: readonly CertificateFault[] };

function judgeAll(leaf: CertificateParts, chain: CertificateChain, approval: Approval): readonly Judged[] {
  return [
    { check: 'key', faults: judgeKey(leaf, approval) },
    { check: 'names', faults: judgeNames(leaf, approval) },
    { check: 'not-ca', faults: judgeRole(leaf) },
    { check: 'chain', faults: chain.faults },
    { check: 'validity', faults: judgeValidity(leaf, approval) },
  ];
}

function compose(
  leaf: CertificateParts,
  { issuers }: CertificateChain,
  checks: readonly CertificateCheck[],
): Certificate {
  const { pem, commonNames, extensions, issuer, serial, notBefore, notAfter, signature } = leaf;
  return {
    leafPem: pem,
    chainPem: issuers.map((one) => one.pem),
    commonName: commonNames[0] ?? null,
    names: uniqueNames(extensions.names),
    ...{ issuer, serial, notBefore, notAfter, signature, checks },
    fingerprintSha256: leaf.fingerprintSha256,
    publicKeySha256: leaf.publicKeySha256,
  };
}
