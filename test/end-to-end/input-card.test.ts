import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { printable } from '../../src/domain/printable.js';
import type { Message } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const markup = '<!channel> *bold* `code` <https://evil.example|good> & @here #general :tada: 🔑';
const rightToLeft = 'abc\u202e\u200f\u05d0\u05d1\u2066';
const names100 = Array.from({ length: 100 }, (_, index) => `host-${index}.service.example.com`);
// Made before the local Slack runs in this process: the key takes seconds.
const big = aCsr({ commonName: 'host-0.service.example.com', names: names100, key: 'rsa4096' }).pem;

describe('the card of a request and what people wrote', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign();
    const note = { name: 'note', sensitive: false, dynamic: true } as const;
    await aSavedProfile(world, { name: 'web', scriptName: 'returns', parameters: [note] });
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...{ name: `parameter-${index}`.padEnd(64, 'x'), sensitive: false, dynamic: true as const },
    }));
    await aSavedProfile(world, { name: 'many', scriptName: 'returns', parameters: many });
    await world.start('bot');
  });
  afterEach(() => world.control.close('eve'));
  afterAll(() => world.close());

  async function cardFor(
    wish: { csr?: string; csrFile?: string; profile?: string },
    values: Record<string, string>,
  ) {
    const seen = await requestCertificate(world.control, { profile: 'web', ...wish, values });
    return cardOf(world.control, requestIdIn(seen));
  }

  /** Everything that the card has as a text that is no markup. */
  const plainTexts = (card: Message) =>
    [...JSON.stringify(card.blocks).matchAll(/"type":"(?:text|plain_text)","text":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = '""']): unknown => JSON.parse(text),
    );
  const mrkdwn = (card: Message) =>
    [...JSON.stringify(card.blocks).matchAll(/"type":"mrkdwn","text":("(?:[^"\\]|\\.)*")/g)].join(' ');

  it('keeps markup, mentions and emoji as text, and shows that a value holds what turns text around', async () => {
    const reason = `${markup}\nRequester @ada\n${rightToLeft}`;
    const csr = aCsr({ commonName: 'web.example.com' }).pem;
    const card = await cardFor({ csr }, { note: `${markup} ${rightToLeft}`, Reason: reason });
    expect(plainTexts(card)).toContain(reason);
    expect(plainTexts(card)).toContain(printable(`${markup} ${rightToLeft}`, 1000));
    for (const rendered of [mrkdwn(card), card.text]) expect(rendered).not.toMatch(/<!channel>|evil|@here/);
    const calls = JSON.stringify(
      (await world.control.calls()).filter(({ method }) => method.startsWith('chat.')),
    );
    expect(calls).toMatch(/"unfurl_links":"?false/);
    expect(calls).not.toContain('link_names');
  });

  it('keeps markup in a common name as text, in the header, the facts and the notification', async () => {
    const commonName = '<!here> *Eve* & `co` :tada:';
    const csr = aCsr({ commonName, names: ['web.example.com'] }).pem;
    const card = await cardFor({ csr }, { note: 'x' });
    expect(plainTexts(card)).toContain(`Certificate for ${commonName}`);
    expect(plainTexts(card)).toContain(commonName);
    expect(card.text).toContain('&lt;!here&gt; *Eve* &amp;');
    expect(card.text).not.toContain('<!here>');
    expect(JSON.stringify(card.blocks)).not.toContain('"emoji":true');
  });

  it('refuses invisible characters in a common name, which would make one name look like another', async () => {
    const csr = aCsr({ commonName: 'web\u202e.example.com' }).pem;
    const { errors } = await requestCertificate(world.control, {
      profile: 'web',
      csr,
      values: { note: 'x' },
    });
    expect(errors).toEqual({ 'CSR as text': expect.stringContaining('invisible characters') });
  });

  it('shows nearly all of 100 names, counts the rest, and has room for a reason of 2,000 characters', async () => {
    const reason = `${'&<>'.repeat(666)}é.`;
    const card = await cardFor({ csrFile: big }, { note: 'y'.repeat(3000), Reason: reason });
    expect(plainTexts(card)).toContain(reason);
    expect(JSON.stringify(card.blocks)).toContain('Names (100)');
    expect(JSON.stringify(card.blocks)).toContain('host-90.service.example.com');
    expect(JSON.stringify(card.blocks)).not.toMatch(/and \d\d more/);
  });

  it('fits into a message with 30 dynamic values of 300 characters as well', async () => {
    const labels = Array.from({ length: 30 }, (_, index) => `parameter-${index}`.padEnd(64, 'x'));
    const values = Object.fromEntries(labels.map((label) => [label, 'z'.repeat(300)]));
    const card = await cardFor({ csrFile: big, profile: 'many' }, { ...values, Reason: 'r'.repeat(2000) });
    for (const label of labels) expect(plainTexts(card)).toContain(`${label.slice(0, 59)}… `);
  });
});
