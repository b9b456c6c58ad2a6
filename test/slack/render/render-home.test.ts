import { describe, expect, it } from 'vitest';
import type { Request } from '../../../src/domain/request.js';
import { parseView } from '../../../src/sandbox/block-kit/parse-view.js';
import { renderClosedHome, renderHome } from '../../../src/slack/render/render-home.js';
import type { HomeContent, Page } from '../../../src/workflow/look-at-home.js';
import { aProfile, MONDAY } from '../../builders/profile.js';
import { aCertificate, aCsr, aRequest, aSnapshot } from '../../builders/request.js';

const page = <T>(items: readonly T[], more: Partial<Page<T>> = {}): Page<T> => ({
  ...{ items, page: 1, pages: 1, total: items.length },
  ...more,
});
const nothing: HomeContent = {
  role: { isAdmin: false, isApprover: true },
  ...{ votes: page([]), mine: page([]), ending: page([]), profiles: page([]) },
};
const home = (content: Partial<HomeContent>, links: [string, string][] = [], notice: string | null = null) =>
  renderHome({ content: { ...nothing, ...content }, links: new Map(links), notice, now: MONDAY });
const text = (view: object) => JSON.stringify(view);
const id = (index: number) => `aaaa-${String(index).padStart(4, '0')}`;

describe('renderHome', () => {
  it('says what there is when there is nothing, and what it is when it is closed', () => {
    const view = text(home({}));
    for (const words of ['Nothing waits for your vote.', 'You have not asked', 'None ends within 30 days.']) {
      expect(view).toContain(words);
    }
    expect(text(home({ role: { isAdmin: true, isApprover: false } }))).not.toContain('vote');
    expect(text(renderClosedHome('Guests cannot do this here.'))).toContain('Guests cannot');
  });

  it('shows an approver what they approve, with a vote bound to it', () => {
    const request = aRequest({ reason: 'for <!channel> *all*' });
    const view = text(home({ votes: page([request]) }, [[request.id, 'https://x.slack.com/archives/C1/p1']]));
    for (const words of [
      ...['www.example.com, example.com', '<https://x.slack.com/archives/C1/p1|open the card>'],
      ...[`7k3m-q2fp:${request.digest.slice(0, 32)}`, 'Details', 'Approve', 'Deny'],
    ]) {
      expect(view).toContain(words);
    }
    const blocks = home({ votes: page([request]) }).blocks;
    const mrkdwn = blocks.filter((block) => text(block).includes('mrkdwn')).map(text);
    expect(mrkdwn.join()).not.toContain('*all*');
    expect(view).not.toContain('can be decided by');
  });

  it('offers for each of my requests what can be done with it', () => {
    const offered = (request: Request) => text(home({ mine: page([request]) }).blocks);
    expect(offered(aRequest())).toContain('Cancel request');
    expect(offered(aRequest({ status: 'approved' }))).toContain('Cancel request');
    expect(offered(aRequest({ status: 'issuing' }))).not.toMatch(/Cancel request|Ask again/);
    for (const status of ['issued', 'failed', 'denied', 'cancelled', 'expired'] as const) {
      expect(offered(aRequest({ status }))).toContain('Ask again');
    }
  });

  it('says whether a certificate ends or has ended', () => {
    const ends = (notAfter: number) =>
      text(home({ ending: page([aRequest({ status: 'issued', certificate: aCertificate({ notAfter }) })]) }));
    expect(ends(MONDAY + 1)).toContain('*ends <!date^');
    expect(ends(MONDAY - 1)).toContain('*ended <!date^');
  });

  it('is a view that Slack takes with every part full, whatever people wrote', () => {
    const names = Array.from({ length: 100 }, (_, index) => ({
      ...{ kind: 'dns' as const, value: `${'x'.repeat(60)}.${index}.example.com` },
    }));
    const csr = aCsr({
      names,
      subject: [{ type: 'O', value: '<!here>'.repeat(40) }],
      hasChallengePassword: true,
    });
    const snapshot = aSnapshot({ csr, names: [...names, { kind: 'dns', value: '*.example.com' }] });
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        aRequest({
          ...{ id: id(index), snapshot, reason: '`*<!channel>'.repeat(160) },
          blocked: { since: MONDAY, able: 0, needed: 2 },
        }),
      );
    const issued = (count: number) =>
      Array.from({ length: count }, (_, index) => aRequest({ status: 'issued', id: id(index), snapshot }));
    const profiles = Array.from({ length: 8 }, (_, index) => ({ ...aProfile(), id: `p-${index}` }));
    const turned = { page: 2, pages: 9, total: 70 };
    const view = home(
      {
        role: { isAdmin: true, isApprover: true },
        ...{ votes: page(many(8), turned), mine: page(many(8), turned) },
        ...{ ending: page(issued(6), turned), profiles: page(profiles, turned) },
      },
      [],
      'Your vote was not counted.',
    );
    expect(parseView(view)).toMatchObject({ ok: true });
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
    expect(text(view)).toContain('Page 2 of 9');
  });
});
