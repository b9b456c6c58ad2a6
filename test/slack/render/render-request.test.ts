import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../src/domain/progress.js';
import type { Request, Status } from '../../../src/domain/request.js';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';
import { renderRequest } from '../../../src/slack/render/render-request.js';
import { aCsr, aFailure, aRequest, aSnapshot } from '../../builders/request.js';

const card = (request: Request) => JSON.stringify(renderRequest(request));
const buttonsOn = (request: Request) =>
  [...card(request).matchAll(/"type":"button","text":\{"type":"plain_text","text":"([^"]+)"/g)].map(
    ([, label]) => label,
  );

/** What the card says, the buttons that decide or change something, and how it stands for who reads only the text. */
const states: Readonly<Record<Status, { says: string; buttons: readonly string[]; stands?: string }>> = {
  pending: {
    stands: 'waiting for approval, 0 of 1',
    says: '*Waiting for approval* · 0 of 1 approvals · expires <!date^',
    buttons: ['Approve', 'Approve with a reason', 'Deny', 'Cancel request'],
  },
  approved: {
    stands: 'approved, waiting for a worker',
    says: '*Approved* · 1 of 1 · <@U0AMY> approved · waiting for a worker',
    buttons: ['Cancel request'],
  },
  issuing: { says: '*Issuing* · the script has been running since <!date^', buttons: [] },
  issued: { says: '*Issued* <!date^', buttons: ['Send me the certificate', 'Ask again'] },
  failed: { says: '*Failed* · The script stopped with an error', buttons: ['Retry', 'Ask again'] },
  unknown: {
    stands: 'outcome unknown, an admin has to look at the CA',
    ...{ says: '*Outcome unknown* · the CA may or may not have issued.' },
    buttons: ['Attach the certificate', 'Mark as failed', 'Retry'],
  },
  denied: { says: '*Denied* by <@U0AMY> <!date^', buttons: ['Ask again'] },
  cancelled: { says: '*Cancelled* <!date^', buttons: ['Ask again'] },
  expired: { says: '*Expired* <!date^', buttons: ['Ask again'] },
};
const statuses = ['pending', 'approved', 'issuing', 'issued', 'failed', 'unknown'] as const;
const ended = ['denied', 'cancelled', 'expired'] as const;

describe('renderRequest', () => {
  it.each([...statuses, ...ended])('says how a request stands and offers what can be done: %s', (status) => {
    const request = aRequest({ status });
    const { says, buttons, stands = status } = states[status];
    expect(card(request)).toContain(says);
    const log = status === 'failed' || status === 'unknown' ? ['Log'] : [];
    expect(buttonsOn(request)).toEqual([...buttons, 'Details', ...log]);
    expect(renderRequest(request).text).toBe(
      `Certificate request 7k3m-q2fp: www.example.com (profile web, 2 names) by <@U0EVE>: ${stands}.`,
    );
    expect(parseBlocks(renderRequest(request).blocks)).toMatchObject({ ok: true });
  });

  it('says for how long a script runs and what it said last, as text, and nothing of another run', () => {
    const request = aRequest({ status: 'issuing' });
    const startedAt = request.runs[0]?.startedAt ?? 0;
    const said = (progress: Partial<Progress>) =>
      JSON.stringify(
        renderRequest(request, {
          progress: { format: 1, run: 1, text: '<!channel> *x*', at: startedAt + 59_000, ...progress },
        }).blocks,
      );
    expect(said({})).toContain('{"type":"text","text":"<!channel> *x*"}');
    expect(said({})).not.toContain('(for ');
    expect(said({ at: startedAt + 125_000 })).toContain(' (for 2 min)"');
    expect(said({ at: startedAt + 3_900_000 })).toContain(' (for 1 h 5 min)"');
    expect(said({ at: startedAt + 60_000, text: '' })).not.toContain('The script says');
    expect(said({ at: startedAt + 60_000, run: 2 })).toBe(JSON.stringify(renderRequest(request).blocks));
    const blocks = renderRequest(request, {
      progress: { format: 1, run: 1, text: 'x'.repeat(150), at: 1 },
    }).blocks;
    expect(parseBlocks(blocks)).toMatchObject({ ok: true });
  });

  it.each([
    ['certificate-withheld', []],
    ['script-exited', ['Retry']],
    ['marked-failed', ['Retry']],
  ] as const)('offers Retry where trying again can help: %s', (code, buttons) => {
    expect(buttonsOn(aRequest({ status: 'failed', failure: aFailure({ code }) }))).toEqual([
      ...[...buttons, 'Ask again', 'Details', 'Log'],
    ]);
  });

  it.each([
    [aRequest({ status: 'approved', retriedBy: 'U0EVE' }), 'run again for <@U0EVE>'],
    [aRequest({ status: 'expired', from: 'approved' }), 'the approval was not used in time'],
    [aRequest({ status: 'cancelled', why: 'profile-deleted' }), 'its profile was deleted'],
    [aRequest({ status: 'cancelled', why: 'profile-disabled' }), 'its profile was disabled'],
    [
      aRequest({ status: 'cancelled', why: 'profile-asks-for-other-values' }),
      'so it has to be requested anew',
    ],
  ])('says why: %#', (request, says) => {
    expect(card(request)).toContain(says);
  });

  it('shows a plain dynamic value and only that a sensitive one is set', () => {
    const parameters = [
      { name: 'days', sensitive: false, dynamic: true },
      { name: 'token', sensitive: true, dynamic: true },
      { name: 'url', sensitive: false, dynamic: false, value: 'https://ca.example' },
    ] as const;
    const marks = { dynamicValues: { days: '30' }, dynamicMarks: { token: 'MARK' } };
    const shown = card(aRequest({ snapshot: aSnapshot({ parameters, ...marks }) }));
    expect(shown).toContain('"text":"30"');
    expect(shown).toContain('"text":"•••• set"');
    expect(shown).not.toMatch(/MARK|ca\.example/);
  });

  it('shows what the subject says besides the common name, and no line where that is nothing', () => {
    const subject = [
      { type: 'CN', value: 'www.example.com' },
      { type: 'O', value: 'Competitor\nInc' },
      { type: 'OU', value: 'Treasury' },
    ];
    const shown = card(aRequest({ snapshot: aSnapshot({ csr: aCsr({ subject }) }) }));
    expect(shown).toContain('"text":"O=Competitor\ufffdInc, OU=Treasury"');
    expect(card(aRequest())).not.toContain('Subject');
  });

  it('lets no value add a line to the card or turn one around', () => {
    const parameters = [{ name: 'days', sensitive: false, dynamic: true }] as const;
    const dynamicValues = { days: '30\r\nRequester @boss\u2028Key \u202edone' };
    const shown = card(aRequest({ snapshot: aSnapshot({ parameters, dynamicValues }) }));
    expect(shown).toContain('"text":"30 ⏎ Requester @boss\ufffdKey \ufffddone"');
  });

  it('says to the requester why it came to them directly', () => {
    const { blocks } = renderRequest(aRequest(), { isFallback: true });
    expect(JSON.stringify(blocks)).toContain('I cannot post in the channel of this profile');
  });

  it('is a message that Slack takes, whatever people wrote and however much of it', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 });
    const names = fc.array(fc.string({ minLength: 1, maxLength: 253 }), { minLength: 1, maxLength: 200 });
    const parameters = fc.array(fc.string({ maxLength: 300 }), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, names, parameters, (commonName, reason, dnsNames, values) => {
        const named = values.map((value, index) => [`parameter-${index}`.padEnd(64, 'x'), value] as const);
        const snapshot = aSnapshot({
          ...{ commonName, csr: aCsr(), dynamicValues: Object.fromEntries(named) },
          names: dnsNames.map((value) => ({ kind: 'dns', value }) as const),
          parameters: named.map(([name]) => ({ name, sensitive: false, dynamic: true }) as const),
        });
        const request = aRequest({ snapshot, reason: reason.slice(0, 2000) });
        expect(parseBlocks(renderRequest(request).blocks)).toMatchObject({ ok: true });
      }),
      { numRuns: 60 },
    );
  });

  it('draws the same card of the same record', () => {
    expect(renderRequest(aRequest())).toEqual(renderRequest(aRequest()));
  });
});
