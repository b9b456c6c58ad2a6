import { nameVerdicts } from './judge-names.js';
import type { Policy } from './policy.js';
import type { PolicyRefusal } from './policy-refusal.js';
import type { PolicySubject, PolicyVerdict } from './policy-verdict.js';
import { formatPublicKey, type PublicKey } from './public-key.js';

export type { PolicySubject, PolicyVerdict };

/** Every rule that a request breaks; none: the profile allows it. The spelling of a name makes no difference. */
export function judgePolicy(policy: Policy, subject: PolicySubject): readonly PolicyRefusal[] {
  return policyVerdicts(policy, subject).flatMap(({ refusals }) => refusals);
}

/** Every rule about names and keys with what breaks it, for people to read. */
export function policyVerdicts(policy: Policy, subject: PolicySubject): readonly PolicyVerdict[] {
  return [...nameVerdicts(policy.names, subject), ...keyVerdicts(policy.keys, subject.csr.key)];
}

// Edwards curves have no size in their name; RFC 7748 4 puts them at the strength of 256 and 448 bits.
const curveBits = { 'P-256': 256, 'P-384': 384, 'P-521': 521, Ed25519: 256, Ed448: 448 } as const;

function keyVerdicts(rules: Policy['keys'], key: PublicKey): readonly PolicyVerdict[] {
  const { algorithms, leastRsaBits, leastCurveBits } = rules;
  const text = formatPublicKey(key);
  const isTaken = algorithms.includes(key.algorithm);
  const bits =
    key.algorithm === 'RSA' ? key.bits : curveBits[key.algorithm === 'EC' ? key.curve : key.algorithm];
  const judge = (isMeant: boolean, least: number): readonly PolicyRefusal[] =>
    isMeant && bits < least ? [{ code: 'key-too-small', key: text, least }] : [];
  return [
    {
      ...{ label: 'Kinds of key', rule: algorithms.join(', ') },
      refusals: isTaken ? [] : [{ code: 'key-algorithm', key: text, algorithms }],
    },
    {
      ...{ label: 'Smallest RSA key', rule: `${leastRsaBits} bits` },
      refusals: judge(key.algorithm === 'RSA', leastRsaBits),
    },
    {
      ...{ label: 'Smallest curve', rule: `${leastCurveBits} bits` },
      refusals: judge(key.algorithm !== 'RSA', leastCurveBits),
    },
  ];
}
