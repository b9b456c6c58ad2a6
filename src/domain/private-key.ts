const marks: readonly RegExp[] = [
  // PKCS#1, SEC1, DSA, PKCS#8 (encrypted or not), OpenSSH, PGP and SSH2 armour, or what is left of it. A dash
  // may have become a typographic one on its way; two of them tell armour from a sentence.
  /[-\u2010-\u2015]{2}\s*(?:BEGIN|END)\s+(?:[A-Z0-9]{1,20}\s+){0,3}PRIVATE\s+KEY/i,
  /PuTTY-User-Key-File-\d/i,
  // "openssh-key-v1" as the base64 of that format begins.
  /b3BlbnNzaC1rZXktdjE/,
];

/**
 * Whether a private key, or a recognisable piece of one, stands anywhere in the text: any armour, with line
 * ends turned into spaces or into a written \n, in any case, and base64 without its armour.
 */
export function containsPrivateKey(text: string): boolean {
  // From the first backslash of a row only: from each, a row of them would take the square of its length.
  const plain = text.replace(/(?<!\\)\\+[nrt]/g, '\n');
  return marks.some((mark) => mark.test(plain)) || isJsonWebKey(plain) || hasBareKey(plain);
}

/** A JSON Web Key with its private member (RFC 7518 6). */
function isJsonWebKey(text: string): boolean {
  return /"kty"\s*:/.test(text) && /"d"\s*:\s*"[\w-]{32,}"/.test(text);
}

// What DER fixes at the start of a key, in hex: a SEQUENCE, then either the version followed by an algorithm
// (PKCS#8), a number (PKCS#1, DSA) or octets (SEC1), or the OID of a password-based encryption (PKCS#5, #12).
// A CSR starts with two SEQUENCEs and its version; a certificate's version is inside a [0].
const keyStart =
  /^30(?:[0-7].|81..|82....)(?:02010[01](?:30|02|04)|30(?:..|81..)060[9a]2a864886f70d01(?:05|0c01))/;

function hasBareKey(text: string): boolean {
  for (const [start] of text.matchAll(/(?<![A-Za-z0-9+/])M[A-Za-z0-9+/]{31}/g)) {
    if (keyStart.test(Buffer.from(start, 'base64').toString('hex'))) return true;
  }
  return false;
}
