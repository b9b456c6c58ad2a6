import type { Name } from './names.js';
import type { Policy } from './policy.js';
import type { PublicKey } from './public-key.js';

/** The key that a policy allows and that most software takes: EC before RSA, as small as the policy lets it be. */
export function chooseKey({ algorithms, leastCurveBits, leastRsaBits }: Policy['keys']): PublicKey {
  const curve = ([256, 384, 521] as const).find((bits) => bits >= leastCurveBits);
  if (algorithms.includes('EC') && curve) return { algorithm: 'EC', curve: `P-${curve}` };
  if (algorithms.includes('RSA')) return { algorithm: 'RSA', bits: Math.max(2048, leastRsaBits) };
  return { algorithm: algorithms.includes('Ed25519') ? 'Ed25519' : 'Ed448' };
}

/** X.520: a common name has at most 64 characters, and openssl refuses a longer one. */
const COMMON_NAME = 64;

/** The first name that fits a common name; null: the CSR has none. */
export function commonNameFor(names: readonly Name[]): string | null {
  return names.find(({ value }) => value.length <= COMMON_NAME)?.value ?? null;
}

/** What the files of the key and the CSR are called before their ending: the first name, fit for any file system. */
export function fileStem(names: readonly Name[]): string {
  const [first] = names;
  const stem = (first?.value ?? '')
    .replace('*', '_wildcard')
    .replace(/[^a-z0-9._-]+/gi, '_')
    .slice(0, 80);
  return /^[a-z0-9_]/i.test(stem) ? stem : 'server';
}

/** Characters that mean something to a shell, to openssl's -subj or to its -addext are in none of our names. */
export function isSafeOnCommandLine({ kind, value }: Name): boolean {
  const safe = {
    dns: /^[a-z0-9._*-]+$/,
    ip: /^[0-9a-f.:]+$/,
    email: /^[a-z0-9._+-]+@[a-z0-9._-]+$/i,
    uri: null,
  };
  return safe[kind]?.test(value) ?? false;
}

/**
 * The command that makes a new key and a CSR for these names, to be typed where the key will live. Every name has
 * to be safe on a command line; throws when one is not.
 */
export function opensslLine(names: readonly Name[], key: PublicKey): string {
  const unsafe = names.find((name) => !isSafeOnCommandLine(name));
  if (unsafe) throw new Error(`not safe on a command line: ${JSON.stringify(unsafe)}`);
  const commonName = commonNameFor(names);
  const stem = fileStem(names);
  const subject = commonName === null ? '/' : `/CN=${commonName.replaceAll('+', '\\+')}`;
  const kinds = { dns: 'DNS', ip: 'IP', email: 'email', uri: 'URI' };
  const san = names.map(({ kind, value }) => `${kinds[kind]}:${value}`).join(',');
  return [
    'openssl req -new',
    ...keyOptions(key),
    '-nodes',
    `-keyout ${quoted(`${stem}.key`)} -out ${quoted(`${stem}.csr`)}`,
    `-subj ${quoted(subject)} -addext ${quoted(`subjectAltName=${san}`)}`,
  ].join(' ');
}

function keyOptions(key: PublicKey): readonly string[] {
  switch (key.algorithm) {
    case 'EC':
      return [`-newkey ec -pkeyopt ec_paramgen_curve:${key.curve}`, '-sha256'];
    case 'RSA':
      return [`-newkey rsa:${key.bits}`, '-sha256'];
    default:
      return [`-newkey ${key.algorithm.toLowerCase()}`];
  }
}

/** In single quotes nothing means anything to a shell; there is no quote in what we put there. */
function quoted(text: string): string {
  return `'${text}'`;
}
