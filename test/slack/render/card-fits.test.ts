import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';
import { blockText } from '../../../src/slack/render/block-text.js';
import { renderRequest } from '../../../src/slack/render/render-request.js';
import { MONDAY } from '../../builders/profile.js';
import { aCsr, aRequest, aSnapshot, aVote } from '../../builders/request.js';

/** A request that has everything at once, as much as it may. */
function full(sizes: { names: number; values: number; votes: number; label: number; text: number }) {
  const text = (length: number) => 'w'.repeat(Math.max(1, Math.min(length, sizes.text)));
  const names = Array.from(
    { length: sizes.names },
    (_, index) =>
      ({ kind: 'dns', value: `*.xn--ypal-43d9g.host-${index}.${'a'.repeat(60)}.example.com` }) as const,
  );
  const parameters = Array.from({ length: sizes.values }, (_, index) => {
    const name = `value-${index}-days`;
    return { name, label: `${index}`.padEnd(sizes.label, 'l'), sensitive: false, dynamic: true } as const;
  });
  const asked = {
    extendedKeyUsages: Array.from({ length: 60 }, (_, index) => `1.2.3.4.${index}`),
    ...{ keyUsages: ['digitalSignature'], others: ['1.2.3'] },
  };
  const snapshot = aSnapshot({
    ...{ commonName: text(255), names, parameters, approvalsRequired: 50, maxValidityDays: 9999 },
    csr: aCsr({
      ...{ asked, hasChallengePassword: true, signature: 'sha1WithRSAEncryption' },
      subject: Array.from({ length: 20 }, () => ({ type: 'OU', value: text(255) })),
    }),
    dynamicValues: Object.fromEntries(parameters.map(({ name }) => [name, text(3000)])),
  });
  const { digest } = aRequest({ snapshot });
  const certificate = { request: 'aaaa-0001', commonName: text(255), notAfter: MONDAY + 1e11 };
  return aRequest({
    ...{ snapshot, reason: text(2000) },
    override: { by: 'U0ADA', reason: text(2000), at: MONDAY },
    blocked: { since: MONDAY, able: 1, needed: 50 },
    votes: Array.from({ length: sizes.votes }, (_, index) =>
      aVote({ approver: `U0AMY${index}`, digest, reason: text(2000) }),
    ),
    history: {
      previous: {
        ...{ request: 'aaaa-0001', profile: text(80), issuedAt: MONDAY, notAfter: MONDAY + 1e11 },
        ...{ addedNames: names, removedNames: names, isSameKey: false, isSameProfile: false },
      },
      stillValid: [certificate, certificate],
      keySeen: [{ request: 'aaaa-0001', commonName: text(255), requester: 'U0ELI', createdAt: MONDAY }],
      lookAlikes: Array.from({ length: 5 }, () => ({
        name: text(253),
        other: text(253),
        request: 'aaaa-0001',
      })),
    },
  });
}

describe('a card', () => {
  it('is one that Slack takes, however much there is to say', () => {
    const size = (min: number, max: number) => fc.integer({ min, max });
    const sizes = fc.record({
      ...{ names: size(1, 300), values: size(0, 30), votes: size(0, 50) },
      ...{ label: size(1, 100), text: size(1, 3000) },
    });
    fc.assert(
      fc.property(sizes, (wish) => {
        const { blocks, text } = renderRequest(full(wish));
        expect(parseBlocks(blocks)).toMatchObject({ ok: true });
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(text.length).toBeLessThan(4000);
      }),
      { numRuns: 40, examples: [[{ names: 300, values: 30, votes: 50, label: 100, text: 3000 }]] },
    );
  });

  it('leaves room that is not needed to the names', () => {
    const { blocks } = renderRequest(full({ names: 12, values: 0, votes: 0, label: 1, text: 1 }));
    expect(JSON.stringify(blocks)).toContain('host-11');
    expect(blockText(blocks)).toBeLessThan(13_000);
  });
});
