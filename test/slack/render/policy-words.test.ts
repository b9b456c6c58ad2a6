import { describe, expect, it } from 'vitest';
import { openPolicy, policySchema } from '../../../src/domain/policy.js';
import { policyWords } from '../../../src/slack/render/policy-words.js';

describe('policyWords', () => {
  it('says nothing of a policy that asks no more than is asked of everyone', () => {
    expect(policyWords(openPolicy)).toEqual([]);
  });

  it('says every rule that is more', () => {
    const { names, keys } = openPolicy;
    const policy = policySchema.parse({
      ...openPolicy,
      names: {
        ...{
          ...names,
          allowed: ['.a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example'],
        },
        ...{ denied: ['*.b.example'], wildcards: false, ips: false, emails: false, uris: false },
        ...{ mostNames: 3, mostLabels: 4 },
      },
      keys: { ...keys, algorithms: ['RSA', 'EC'], leastRsaBits: 3072, leastCurveBits: 384 },
    });
    expect(policyWords(policy)).toEqual([
      'names `*.a.example`, `b.example`, `c.example`, `d.example`, `e.example`, 1 more',
      'not `*.b.example`',
      'no wildcards, IP addresses, e-mail addresses, URIs',
      'at most 3 names',
      'at most 4 labels in a name',
      'keys RSA, EC',
      'RSA from 3072 bits',
      'curves from 384 bits',
    ]);
  });
});
