import { z } from 'zod';
import { askedExtensionsSchema, asksForNothing } from './asked-extensions.js';
import { type CsrParts, readCsrParts } from './csr-parts.js';
import { CSR_LIMIT, type CsrRefusal, explainCsrRefusal } from './csr-refusal.js';
import { commonNamesOf } from './distinguished-name.js';
import { nameSchema, uniqueNames } from './names.js';
import { encodePem, findPemBlocks } from './pem.js';
import { hasInvisible } from './printable.js';
import { containsPrivateKey } from './private-key.js';
import { publicKeySchema } from './public-key.js';
import { hasWeakDigest, verifySignature } from './signature-algorithm.js';

export { type CsrRefusal, explainCsrRefusal };

/** A CSR that was read and found good, as requests keep it. */
export const csrSchema = z
  .object({
    /** One block, 64 columns, standard armour: what the script gets. May contain a challenge password. */
    pem: z.string(),
    commonName: z.string().nullable(),
    subject: z.array(z.object({ type: z.string(), value: z.string() }).readonly()).readonly(),
    /** The subject alternative names, each once, in the CSR's order. */
    names: z.array(nameSchema).readonly(),
    key: publicKeySchema,
    signature: z.string(),
    /** SHA-256 over the DER of the SubjectPublicKeyInfo, lower-case hex. */
    publicKeySha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** People take the challenge password for secret: who sees the CSR sees it, so they are warned. */
    hasChallengePassword: z.boolean(),
    /** Records of earlier versions did not keep it. */
    asked: askedExtensionsSchema.default(asksForNothing),
  })
  .readonly();

export type Csr = z.infer<typeof csrSchema>;

export type CsrReading =
  | { readonly ok: true; readonly csr: Csr }
  | { readonly ok: false; readonly refusals: readonly CsrRefusal[] };

/**
 * Reads the one CSR in a text (PKCS#10, RFC 2986), whatever stands around it, and checks what needs no policy.
 * Gives every reason at once; never throws for what the text is.
 */
export async function readCsr(text: string): Promise<CsrReading> {
  const found = findCsr(text);
  if (!Buffer.isBuffer(found)) return { ok: false, refusals: [found] };
  const parts = takeApart(found);
  if (!parts) return { ok: false, refusals: [{ code: 'not-a-csr', found: 'damaged' }] };
  const refusals = [...judgeKey(parts), ...judgeNames(parts)];
  const { key } = parts.publicKey;
  return refusals.length === 0 && key
    ? { ok: true, csr: compose(found, parts, key) }
    : { ok: false, refusals };
}

function findCsr(text: string): Buffer | CsrRefusal {
  if (containsPrivateKey(text)) return { code: 'private-key' };
  if (text.trim() === '') return { code: 'empty' };
  if (text.length > CSR_LIMIT) return { code: 'too-large' };
  const blocks = findPemBlocks(text);
  const [first, ...more] = blocks.filter(({ label }) => /^(NEW )?CERTIFICATE REQUEST$/.test(label));
  if (more.length > 0) return { code: 'more-than-one', count: more.length + 1 };
  if (first) return first.der ?? { code: 'not-a-csr', found: 'damaged' };
  const label = blocks[0]?.label ?? '';
  if (label.endsWith('PUBLIC KEY')) return { code: 'not-a-csr', found: 'public-key' };
  return { code: 'not-a-csr', found: label.endsWith('CERTIFICATE') ? 'certificate' : 'text' };
}

function takeApart(der: Buffer): CsrParts | null {
  try {
    return readCsrParts(der);
  } catch {
    return null;
  }
}

function judgeKey({ publicKey, signatureAlgorithm, signature, body }: CsrParts): readonly CsrRefusal[] {
  const { key, found, isWeak, object } = publicKey;
  const { name, keyType } = signatureAlgorithm;
  const isKnown = keyType !== null;
  const isWrong =
    key !== null &&
    object !== null &&
    isKnown &&
    !verifySignature(signatureAlgorithm, object, body, signature);
  return [
    ...(key === null ? [{ code: 'unsupported-key', key: found } as const] : []),
    ...(isWeak ? [{ code: 'weak-key', key: found } as const] : []),
    ...(hasWeakDigest(signatureAlgorithm) ? [{ code: 'weak-digest', signature: name } as const] : []),
    // What signs with a kind of key we do not know is refused for its key.
    ...(!isKnown && key !== null ? [{ code: 'unsupported-signature', signature: name } as const] : []),
    ...(isWrong ? [{ code: 'bad-signature' } as const] : []),
  ];
}

function judgeNames({ subject, extensions }: CsrParts): readonly CsrRefusal[] {
  const commonNames = commonNamesOf(subject);
  const { names, unsupported, wrong, isCa, signsCertificates } = extensions;
  const isNameless = commonNames.length + names.length + unsupported.length + wrong.length === 0;
  // RFC 5280 allows 64 characters in a common name, longer DNS names are out there: 255 is what DNS can hold.
  const fields = subject.filter(({ value }) => hasInvisible(value) || value.length > 255);
  return [
    ...(isCa || signsCertificates ? [{ code: 'asks-to-be-ca' } as const] : []),
    ...(isNameless ? [{ code: 'no-names' } as const] : []),
    ...(commonNames.length > 1 ? [{ code: 'several-common-names', names: commonNames } as const] : []),
    ...(unsupported.length > 0 ? [{ code: 'unsupported-name', names: unsupported } as const] : []),
    ...(wrong.length > 0 ? [{ code: 'bad-name', names: wrong } as const] : []),
    ...(fields.length > 0 ? [{ code: 'bad-subject', fields: fields.map(({ type }) => type) } as const] : []),
  ];
}

function compose(der: Buffer, parts: CsrParts, key: Csr['key']): Csr {
  return {
    pem: encodePem('CERTIFICATE REQUEST', der),
    commonName: commonNamesOf(parts.subject)[0] ?? null,
    subject: parts.subject,
    names: uniqueNames(parts.extensions.names),
    key,
    signature: parts.signatureAlgorithm.name,
    publicKeySha256: parts.publicKey.sha256,
    hasChallengePassword: parts.hasChallengePassword,
    asked: parts.asked,
  };
}
