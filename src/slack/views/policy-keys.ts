import { keyAlgorithms } from '../../domain/policy.js';
import type { PolicyGroup } from './policy-group.js';
import { boxesInput, numberInput } from './policy-inputs.js';
import { policyReader } from './policy-reader.js';

const algorithmChoices = { RSA: 'RSA', EC: 'EC', Ed25519: 'Ed25519', Ed448: 'Ed448' } as const;
const makes = { allowed: 'Countersign may make key and CSR' } as const;

/** Which keys a certificate may be for, and whether Countersign may make one. */
export const policyKeys: PolicyGroup = {
  title: 'Keys',
  blocks: ({ policy: { keys, madeKeys } }) => [
    boxesInput('algorithms', 'Kinds of key', { choices: algorithmChoices, ticked: keys.algorithms }),
    numberInput('leastRsaBits', 'Smallest RSA key', keys.leastRsaBits, { hint: 'In bits, from 2048.' }),
    numberInput('leastCurveBits', 'Smallest curve', keys.leastCurveBits, {
      hint: 'In bits: P-256 and Ed25519 have 256.',
    }),
    boxesInput('madeKeys', 'Made keys', { choices: makes, ticked: madeKeys.allowed ? ['allowed'] : [] }),
    numberInput('keepDays', 'Days a made key is kept', madeKeys.keepDays, {
      hint: 'Encrypted under the passphrase of whoever requested, until it is fetched.',
    }),
  ],
  read(rules, state) {
    const reader = policyReader(state);
    const ticked = reader.ticked('algorithms');
    const algorithms = keyAlgorithms.filter((algorithm) => ticked.includes(algorithm));
    if (algorithms.length === 0) reader.fault('algorithms', 'Tick at least one kind of key.');
    const keys = {
      algorithms,
      leastRsaBits: reader.number('leastRsaBits', { least: 2048, most: 16_384 }),
      leastCurveBits: reader.number('leastCurveBits', { least: 224, most: 521 }),
    };
    const madeKeys = {
      allowed: reader.ticked('madeKeys').includes('allowed'),
      keepDays: reader.number('keepDays', { least: 1, most: 90 }),
    };
    return reader.done({ ...rules, policy: { ...rules.policy, keys, madeKeys } });
  },
};
