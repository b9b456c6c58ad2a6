import { judgePolicy } from './judge-policy.js';
import { type LookAlike, lookAlikesIn, readsAsRule, skeletonOf } from './look-alikes.js';
import { formatName } from './names.js';
import { dynamicParameters, labelOf } from './parameter.js';
import type { PolicyRefusal } from './policy-refusal.js';
import type { Request } from './request.js';
import type { RequestHistory } from './request-history.js';
import type { Snapshot } from './snapshot.js';

/** One thing about a request that an approver should not overlook. */
export type Attention =
  | { readonly code: 'policy'; readonly refusal: PolicyRefusal }
  | { readonly code: 'odd-letters'; readonly found: LookAlike }
  | {
      readonly code: 'reads-as-other';
      readonly name: string;
      readonly other: string;
      /** Where the other name is: allowed by the profile, in this request, or in the request of this id. */
      readonly where: 'rule' | 'here' | { readonly request: string };
    }
  | { readonly code: 'key-seen'; readonly seen: KeySeen }
  | { readonly code: 'still-valid'; readonly certificate: StillValid; readonly more: number }
  | { readonly code: 'no-names' }
  | { readonly code: 'wildcards'; readonly names: readonly string[] }
  | { readonly code: 'usages'; readonly usages: readonly string[] }
  | { readonly code: 'long-validity'; readonly days: number; readonly parameter: string | null }
  | { readonly code: 'weak-signature'; readonly signature: string }
  | { readonly code: 'challenge-password' };

type KeySeen = RequestHistory['keySeen'][number];
type StillValid = RequestHistory['stillValid'][number];

/** What needs attention, the gravest first: a pure function of the record, as things were when it was made. */
export function attentionOf(request: Request): readonly Attention[] {
  const { snapshot } = request;
  const { csr } = snapshot;
  const wildcards = shownNames(snapshot).filter((name) => name.startsWith('*.'));
  const usages = csr.asked.extendedKeyUsages.filter((usage) => usage !== 'serverAuth');
  return [
    ...judgePolicy(snapshot.policy, snapshot).map((refusal) => ({ code: 'policy', refusal }) as const),
    ...(snapshot.names.length === 0 ? [{ code: 'no-names' } as const] : []),
    ...nameAttention(request),
    ...keyAttention(request),
    ...validAttention(request),
    ...(wildcards.length > 0 ? [{ code: 'wildcards', names: wildcards } as const] : []),
    ...(usages.length > 0 ? [{ code: 'usages', usages } as const] : []),
    ...longValidity(snapshot),
    ...(/md5|sha-?1(?!\d)/i.test(csr.signature)
      ? [{ code: 'weak-signature', signature: csr.signature } as const]
      : []),
    ...(csr.hasChallengePassword ? [{ code: 'challenge-password' } as const] : []),
  ];
}

/** The names that a reader sees: those asked for, and a common name that is none of them. */
function shownNames({ names, commonName }: Snapshot): readonly string[] {
  return [...new Set([...names.map(formatName), commonName.toLowerCase()])];
}

function nameAttention({ snapshot, history }: Request): readonly Attention[] {
  const names = shownNames(snapshot);
  const odd = names.flatMap(lookAlikesIn).map((found) => ({ code: 'odd-letters', found }) as const);
  const known = (history?.lookAlikes ?? []).map(({ name, other, request }) => ({
    ...({ code: 'reads-as-other', name, other } as const),
    where: { request },
  }));
  const rules = names.flatMap((name) => {
    const other = snapshot.policy.names.allowed.find((rule) => readsAsRule(name, rule));
    return other === undefined ? [] : [{ code: 'reads-as-other', name, other, where: 'rule' } as const];
  });
  return [...odd, ...known, ...rules, ...twins(names)];
}

/** Names of one request that read as each other. */
function twins(names: readonly string[]): readonly Attention[] {
  const first = new Map<string, string>();
  return names.flatMap((name) => {
    const skeleton = skeletonOf(name);
    const other = first.get(skeleton);
    if (other === undefined) first.set(skeleton, name);
    return other === undefined ? [] : [{ code: 'reads-as-other', name, other, where: 'here' } as const];
  });
}

/** A key that somebody else had, or that was for another name. */
function keyAttention({ snapshot, requester, history }: Request): readonly Attention[] {
  const other = (history?.keySeen ?? []).find(
    (seen) =>
      seen.requester !== requester.user ||
      seen.commonName.toLowerCase() !== snapshot.commonName.toLowerCase(),
  );
  return other ? [{ code: 'key-seen', seen: other }] : [];
}

/** What is valid for a good while yet: a certificate that ends soon is being renewed. */
function validAttention(request: Request): readonly Attention[] {
  const { history } = request;
  const renewed = isRenewal(request) ? history?.previous?.request : undefined;
  const [first, ...more] = (history?.stillValid ?? []).filter((valid) => valid.request !== renewed);
  return first ? [{ code: 'still-valid', certificate: first, more: more.length }] : [];
}

const DAY = 24 * 60 * 60 * 1000;

/** The last certificate for the same common name ends within 30 days, or its last third, or has ended. */
export function isRenewal({ history, createdAt }: Pick<Request, 'history' | 'createdAt'>): boolean {
  const previous = history?.previous;
  if (!previous) return false;
  const third = (previous.notAfter - previous.issuedAt) / 3;
  return previous.notAfter - createdAt <= Math.max(30 * DAY, third);
}

/**
 * Longer than public CAs may issue (398 days, CA/Browser Forum BR 6.3.2) is worth a look where it is asked for; a
 * profile that merely allows it is not, up to what they could issue once (825 days).
 */
const LONG_DAYS = { asked: 398, allowed: 825 } as const;

function longValidity({ parameters, dynamicValues, maxValidityDays }: Snapshot): readonly Attention[] {
  const asked = dynamicParameters(parameters)
    .filter(({ name, sensitive }) => !sensitive && /days?$/i.test(name))
    .map((parameter) => ({
      ...{ days: Number(dynamicValues[parameter.name] ?? ''), parameter: labelOf(parameter) },
    }))
    .find(({ days }) => days > LONG_DAYS.asked);
  if (asked) return [{ code: 'long-validity', ...asked }];
  const isLong = maxValidityDays !== null && maxValidityDays > LONG_DAYS.allowed;
  return isLong ? [{ code: 'long-validity', days: maxValidityDays, parameter: null }] : [];
}
