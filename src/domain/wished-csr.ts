import { asksForNothing } from './asked-extensions.js';
import type { Csr } from './csr.js';
import { judgePolicy } from './judge-policy.js';
import { type KeyType, keyTypes, publicKeyOfType } from './key-type.js';
import type { KeyWish } from './key-wish.js';
import type { Policy } from './policy.js';

const NO_HASH = '0'.repeat(64);

/** What the CSR of a wish will say, before there is a key: to be judged, never to be kept. */
export function wishedCsr({ keyType, subject, names }: KeyWish): Csr {
  return {
    ...{ pem: '', subject, names, key: publicKeyOfType[keyType], signature: '', publicKeySha256: NO_HASH },
    commonName: subject.find(({ type }) => type === 'CN')?.value ?? null,
    ...{ hasChallengePassword: false, asked: asksForNothing },
  };
}

/** The kinds of key that may be made under a policy; none: it has to be a CSR. */
export function offeredKeyTypes(policy: Policy): readonly KeyType[] {
  if (!policy.madeKeys.allowed) return [];
  return keyTypes.filter((keyType) => {
    const csr = wishedCsr({ keyType, commonName: '', subject: [], names: [] });
    return judgePolicy(policy, { csr, commonName: '', names: [] }).length === 0;
  });
}
