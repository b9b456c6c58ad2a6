import { assertNever } from '../../domain/assert-never.js';
import type { Attention } from '../../domain/attention.js';
import type { LookAlike } from '../../domain/look-alikes.js';
import { explainPolicyRefusal } from '../../domain/policy-refusal.js';
import { printable } from '../../domain/printable.js';
import type { Piece } from './rich-text.js';

/** Characters of one name, and names of one kind, in a line that people still read. */
const most = { name: 80, names: 3 } as const;

/** One thing to look at, in a line: what it is and what may be wrong with it. */
export function attentionLine(attention: Attention): readonly Piece[] {
  switch (attention.code) {
    case 'policy':
      return [{ bold: 'Against the policy: ' }, explainPolicyRefusal(attention.refusal)];
    case 'odd-letters':
      return [{ bold: 'Odd letters: ' }, ...oddLettersLine(attention.found)];
    case 'reads-as-other':
      return [{ bold: 'Look-alike: ' }, ...readsAsLine(attention)];
    case 'key-seen':
      return [{ bold: 'Key used before: ' }, ...keySeenLine(attention.seen)];
    case 'still-valid':
      return [{ bold: 'Still valid: ' }, ...stillValidLine(attention)];
    case 'no-names':
      return [
        { bold: 'No names: ' },
        'the certificate would be for no host or address, only for its subject',
      ];
    case 'wildcards':
      return [{ bold: 'Wildcard: ' }, 'good for every host of that level: ', ...nameList(attention.names)];
    case 'usages':
      return [
        { bold: 'Unusual use: ' },
        'the CSR asks for more than a server needs: ',
        printable(attention.usages.join(', '), 200),
      ];
    case 'long-validity':
      return [{ bold: 'Long validity: ' }, ...validityLine(attention)];
    case 'weak-signature':
      return [
        { bold: 'Weak signature: ' },
        `the CSR is signed with ${attention.signature}, which can be forged`,
      ];
    case 'challenge-password':
      return [
        { bold: 'Challenge password: ' },
        'the CSR holds one, and whoever sees the CSR can read it. It must not be used elsewhere',
      ];
    default:
      return assertNever(attention);
  }
}

function nameList(names: readonly string[]): readonly Piece[] {
  const shown = names
    .slice(0, most.names)
    .flatMap((name, index): Piece[] => [...(index > 0 ? [', '] : []), nameCode(name)]);
  return names.length > most.names ? [...shown, ` and ${names.length - most.names} more`] : shown;
}

function nameCode(name: string): Piece {
  return { code: printable(name, most.name) };
}

function oddLettersLine(found: LookAlike): readonly Piece[] {
  const name = nameCode(found.name);
  if (found.kind === 'not-decodable') return [name, ' claims to be punycode and is none'];
  const shown: readonly Piece[] = found.shown === found.name ? [] : [' shows as ', nameCode(found.shown)];
  return found.kind === 'mixed-scripts'
    ? [name, ...shown, ` and mixes ${found.scripts} letters: it may be taken for another name`]
    : [name, ...shown, ' and reads as ', nameCode(found.readsAs), ', with other letters'];
}

function readsAsLine({
  name,
  other,
  where,
}: Extract<Attention, { code: 'reads-as-other' }>): readonly Piece[] {
  const start: readonly Piece[] = [nameCode(name), ' is easily taken for '];
  if (where === 'here') return [...start, nameCode(other), ', which is asked for as well'];
  if (where === 'rule') return [...start, nameCode(other), ', which the profile allows'];
  return [...start, nameCode(other), ', which has a certificate (request ', { code: where.request }, ')'];
}

function keySeenLine(seen: Extract<Attention, { code: 'key-seen' }>['seen']): readonly Piece[] {
  return [
    ...['by ', { user: seen.requester }, ' for '],
    ...[nameCode(seen.commonName), ' on ', { day: seen.createdAt }],
    ...[' (request ', { code: seen.request }, ')'],
  ];
}

function stillValidLine({
  certificate,
  more,
}: Extract<Attention, { code: 'still-valid' }>): readonly Piece[] {
  return [
    ...['a certificate for ', nameCode(certificate.commonName), ' ends only on '],
    ...[{ day: certificate.notAfter }, ' (request ', { code: certificate.request }, ')'],
    ...(more > 0 ? [`, and ${more} more with these names`] : []),
  ];
}

function validityLine({ days, parameter }: Extract<Attention, { code: 'long-validity' }>): readonly Piece[] {
  return parameter === null
    ? [`the profile lets certificates be valid for ${days} days`]
    : ['the value of ', parameter, ` is ${days}`];
}
