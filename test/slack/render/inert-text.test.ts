import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcementsOf } from '../../../src/domain/announcement.js';
import type { Request } from '../../../src/domain/request.js';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';
import { parseView } from '../../../src/sandbox/block-kit/parse-view.js';
import { renderAnnouncement } from '../../../src/slack/render/render-announcement.js';
import { renderRequest } from '../../../src/slack/render/render-request.js';
import { messageOf } from '../../../src/slack/render/words.js';
import { detailsView } from '../../../src/slack/views/details-view.js';
import { MONDAY } from '../../builders/profile.js';
import { aCsr, aRequest, aSnapshot, aVote } from '../../builders/request.js';

const admins = { users: ['U0ADA'], groups: [] };

/** A mark that our own words never hold: wherever it is, somebody's text is. */
const MARK = 'ZQX';
const nasty = fc
  .array(
    fc.constantFrom(
      ...['<!channel>', '<!here|x>', '<@U0ADA>', '<#C0CERTS>', '<https://evil.example|good>', '*', '_', '~'],
      ...[
        '`',
        '```',
        ':tada:',
        '@here',
        'https://evil.example',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u0000',
        '\n',
      ],
      ...['&lt;', '&', '🔑', 'א', '> ', '• ', '|'],
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `${MARK}${parts.join(MARK)}${MARK}`);

/** A request in which everything that people can write is `text`. */
function written(text: string, status: 'pending' | 'denied' | 'approved'): Request {
  const subject = [{ type: 'O', value: text }];
  const parameters = [{ name: 'note', label: text.slice(0, 100), sensitive: false, dynamic: true }] as const;
  const snapshot = aSnapshot({
    ...{ commonName: text, csr: aCsr({ subject }), parameters, dynamicValues: { note: text } },
    names: [{ kind: 'uri', value: text }],
  });
  const seen = { request: 'aaaa-0001', commonName: text, requester: 'U0ELI', createdAt: MONDAY };
  const valid = { request: 'aaaa-0001', commonName: text, notAfter: MONDAY + 1e11 };
  const history = {
    previous: {
      ...{ request: 'aaaa-0001', profile: text, issuedAt: MONDAY, notAfter: MONDAY + 1e11 },
      ...{ addedNames: snapshot.names, removedNames: snapshot.names, isSameKey: false, isSameProfile: false },
    },
    ...{ keySeen: [seen], stillValid: [valid, { ...valid, request: 'aaaa-0002' }] },
    lookAlikes: [{ name: text, other: text, request: 'aaaa-0001' }],
  };
  const bare = aRequest({ snapshot });
  const votes = [aVote({ digest: bare.digest, reason: text })];
  const override = { by: 'U0ADA', reason: text, at: MONDAY };
  const all = { snapshot, history, reason: text, votes, override };
  return status === 'denied' ? aRequest({ status, ...all, denial: text }) : aRequest({ status, ...all });
}

/** Everything that is mrkdwn, and every element that acts: a mention, a link, an emoji. */
function walk(node: unknown): { readonly mrkdwn: readonly string[]; readonly acting: readonly object[] } {
  if (Array.isArray(node)) return merge(node.map(walk));
  if (typeof node !== 'object' || node === null) return { mrkdwn: [], acting: [] };
  const entries = new Map<string, unknown>(Object.entries(node));
  const text = entries.get('text');
  const mrkdwn = entries.get('type') === 'mrkdwn' && typeof text === 'string' ? [text] : [];
  const isActing = /^(link|broadcast|channel|emoji|user|usergroup)$/.test(String(entries.get('type')));
  const below = merge([...entries.values()].map(walk));
  return { mrkdwn: [...mrkdwn, ...below.mrkdwn], acting: [...(isActing ? [node] : []), ...below.acting] };
}

function merge(all: readonly ReturnType<typeof walk>[]): ReturnType<typeof walk> {
  return { mrkdwn: all.flatMap(({ mrkdwn }) => mrkdwn), acting: all.flatMap(({ acting }) => acting) };
}

/** Ours may be anywhere; theirs only inside a code span, where Slack reads no markup. */
function expectInert(blocks: unknown) {
  const { mrkdwn, acting } = walk(blocks);
  for (const text of mrkdwn) expect(text.replace(/`[^`]*`/g, '')).not.toContain(MARK);
  expect(JSON.stringify(acting)).not.toMatch(/ZQX|evil|broadcast|"link"/);
}

/** Top-level text of a message with blocks is for notifications: no mention may come out of it. */
function expectNoMention(text: string) {
  expect(text).not.toMatch(/<!(?!date)|<#|<https?:|<@U0ADA>ZQX/);
}

describe('what people write', () => {
  it.each(['pending', 'denied', 'approved'] as const)(
    'becomes no mention, link or markup on the card, in the thread and in Details: %s',
    (status) => {
      fc.assert(
        fc.property(nasty, (text) => {
          const request = written(text, status);
          const card = renderRequest(request);
          expect(parseBlocks(card.blocks)).toMatchObject({ ok: true });
          expectInert(card.blocks);
          expectNoMention(card.text);
          const view = detailsView(request);
          expect(parseView(view)).toMatchObject({ ok: true });
          expectInert(view);
          for (const announcement of announcementsOf(request)) {
            const said = messageOf(renderAnnouncement(request, announcement, admins));
            expectInert(said.blocks ?? [{ type: 'mrkdwn', text: said.text }]);
            expectNoMention(said.text);
            if (said.blocks) expect(parseBlocks(said.blocks)).toMatchObject({ ok: true });
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it('can turn nothing around and hide nothing in a line of ours', () => {
    const { blocks } = renderRequest(written('a\u202eb\u200bc\u2066d', 'pending'));
    const lines = JSON.stringify(blocks.filter((block) => !isQuote(block)));
    expect(lines).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  });

  it('is said in the thread as a quote, and in the notification as text', () => {
    const request = aRequest({ status: 'denied', denial: '*no* <!here>' });
    const [announcement] = announcementsOf(request);
    if (!announcement) throw new Error('nothing was said');
    const { text, blocks } = messageOf(renderAnnouncement(request, announcement, admins));
    expect(text).toBe('<@U0EVE> <@U0AMY> denied this request: *no* &lt;!here&gt;');
    expect(JSON.stringify(blocks)).toContain(
      '"rich_text_quote","elements":[{"type":"text","text":"*no* <!here>"}]',
    );
  });
});

/** A quote is set apart: what is in it can only turn itself around. */
function isQuote(block: { readonly type: string }): boolean {
  return JSON.stringify(block).includes('rich_text_quote');
}
