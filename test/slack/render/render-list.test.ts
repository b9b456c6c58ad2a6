import { describe, expect, it } from 'vitest';
import { firstPage, type ListQuery } from '../../../src/domain/list-query.js';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';
import { blockText } from '../../../src/slack/render/block-text.js';
import { renderList } from '../../../src/slack/render/render-list.js';
import { aRequest, aSnapshot } from '../../builders/request.js';

const list = (query: Partial<ListQuery>, total: number, count = Math.min(total, 10), isAll = true) => {
  const requests = Array.from({ length: count }, (_, index) => aRequest({ id: `aaaa-000${index}` }));
  const links = requests.map(() => null);
  return renderList({ ...firstPage, ...query }, { kind: 'listed', requests, total, isAll }, links);
};
const text = (answer: object) => JSON.stringify(answer);

describe('renderList', () => {
  it('says which requests these are, and how many', () => {
    expect(list({}, 23).text).toBe('Your requests: 1 to 10 of 23');
    expect(list({ scope: 'all', status: 'failed', profile: 'web', name: '<b>' }, 1).text).toBe(
      'All requests, failed, profile `web`, with `&lt;b&gt;` in a name: 1 to 1 of 1',
    );
    expect(list({ scope: 'votes' }, 0).text).toBe('*Requests that wait for your vote*: none. All is done.');
    expect(list({ status: 'denied' }, 0).text).toContain('`/cert list mine` shows them without a condition.');
    expect(list({ page: 9 }, 23, 0).text).toContain('there is no page 9; 3 is the last');
  });

  it('leads to the pages beside it, with the same question', () => {
    const first = text(list({ profile: 'web' }, 23));
    expect(first).toContain('Next (page 2)');
    expect(first).not.toContain('Previous');
    expect(first).toContain(JSON.stringify(JSON.stringify({ ...firstPage, profile: 'web', page: 2 })));
    const last = text(list({ page: 3 }, 23, 3));
    expect(last).toContain('Previous (page 2)');
    expect(last).not.toContain('Next');
  });

  it('says when it did not look at all of them', () => {
    const answer = text(list({ name: 'x' }, 12, 10, false));
    expect(answer).toContain('1 to 10 of 12 or more');
    expect(answer).toContain('narrow the list down');
  });

  it('is a message that Slack takes with the longest names', () => {
    const snapshot = aSnapshot({
      commonName: `${'w'.repeat(250)}`,
      approvers: { users: Array.from({ length: 40 }, (_, n) => `U0${n}`), groups: [] },
    });
    const requests = Array.from({ length: 10 }, (_, n) => aRequest({ id: `aaaa-000${n}`, snapshot }));
    const query = { ...firstPage, name: 'n'.repeat(253), profile: 'p'.repeat(40), page: 5 };
    const links = requests.map(() => `https://example.slack.com/archives/C012345678/p1700000000000100`);
    const answer = renderList(query, { kind: 'listed', requests, total: 99, isAll: false }, links);
    expect(parseBlocks(answer.blocks ?? [])).toMatchObject({ ok: true });
    expect(blockText(answer.blocks ?? [])).toBeLessThan(13_000);
  });
});
