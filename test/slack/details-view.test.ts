import { describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { parseView } from '../../src/sandbox/block-kit/parse-view.js';
import { detailsView } from '../../src/slack/views/details-view.js';
import { MONDAY } from '../builders/profile.js';
import { aCsr, aRequest, aSnapshot, aVote } from '../builders/request.js';

const text = (request: Parameters<typeof detailsView>[0]) => JSON.stringify(detailsView(request));

describe('detailsView', () => {
  it.each(['pending', 'approved', 'issuing', 'issued', 'failed', 'unknown', 'denied'] as const)(
    'is a modal that Slack takes: %s',
    (status) => {
      expect(parseView(detailsView(aRequest({ status })))).toMatchObject({ ok: true });
    },
  );

  it('has what the card leaves out: the CSR, the digest, the script, every rule of the policy', () => {
    const request = aRequest();
    const shown = text(request);
    for (const part of ['MIIBFAKE', request.digest, 'a'.repeat(64), 'Allowed names', '90 days']) {
      expect(shown).toContain(part);
    }
  });

  it('does not show a CSR that holds a challenge password', () => {
    const shown = text(aRequest({ snapshot: aSnapshot({ csr: aCsr({ hasChallengePassword: true }) }) }));
    expect(shown).not.toContain('MIIBFAKE');
    expect(shown).toContain('because it holds a challenge password');
  });

  it('shows every vote and why one does not count', () => {
    const withdrawn = aVote({ approver: 'U0ABE', reason: 'too early', withdrawnAt: MONDAY });
    const older = aVote({ approver: 'U0ADA', digest: 'f'.repeat(64) });
    const shown = text(aRequest({ votes: [withdrawn, older, aVote({ reason: 'fine' })] }));
    expect(shown).toMatch(/U0ABE.*withdrawn.*too early.*U0ADA.*void, because.*U0AMY.*fine/);
  });

  it('names the rules that are broken first', () => {
    const keys = { ...openPolicy.keys, algorithms: ['RSA'] as const };
    const shown = text(aRequest({ snapshot: aSnapshot({ policy: { ...openPolicy, keys } }) }));
    expect(shown).toMatch(/1 of \d+ not kept.*✗ Kinds of key.*✓/);
  });

  it('shows no sensitive value and not even its mark', () => {
    const parameters = [{ name: 'token', sensitive: true, dynamic: true }] as const;
    const shown = text(aRequest({ snapshot: aSnapshot({ parameters, dynamicMarks: { token: 'MARK' } }) }));
    expect(shown).not.toContain('MARK');
  });

  it('keeps to 100 blocks and 250 KB with 1,000 long names, many votes and a large CSR', () => {
    const value = (index: number) => `${'a'.repeat(60)}.${'b'.repeat(60)}.host-${index}.example.com`;
    const names = Array.from({ length: 1000 }, (_, index) => ({ kind: 'dns', value: value(index) }) as const);
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${`${'M'.repeat(64)}\n`.repeat(1300)}-----END CERTIFICATE REQUEST-----\n`;
    const votes = Array.from({ length: 60 }, (_, index) =>
      aVote({ approver: `U0AMY${index}`, reason: 'r'.repeat(2000) }),
    );
    const request = aRequest({ snapshot: aSnapshot({ names, csr: aCsr({ pem, names }) }), votes });
    const view = detailsView(request);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(parseView(view)).toMatchObject({ ok: true });
    expect(JSON.stringify(view)).toMatch(/\d+ more names are in the file in the thread/);
  });
});
