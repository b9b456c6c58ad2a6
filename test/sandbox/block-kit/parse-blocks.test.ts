import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';

const text = (words: string) => ({ type: 'plain_text', text: words });
const long = (length: number) => 'x'.repeat(length);
const list = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, at) => item(at));
const option = (words: string) => ({ text: text(words), value: words });
const options = (length: number) => list(length, (at) => option(`o${at}`));
const section = (more: object = {}) => ({ type: 'section', text: text('x'), ...more });
const beside = (accessory: object) => [section({ accessory })];
const button = (more: object = {}) => ({ type: 'button', text: text('Go'), ...more });
const confirm = (more: object) => ({
  title: text('T'),
  text: text('t'),
  confirm: text('Y'),
  deny: text('N'),
  ...more,
});
const image = { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'i' };

/** Each limit, by what it limits: the largest thing that is let through, and one more. */
const limits: [string, number, (size: number) => object[]][] = [
  ['blocks of a message', 50, (n) => list(n, () => ({ type: 'divider' }))],
  ['characters of a block_id', 255, (n) => [{ type: 'divider', block_id: long(n) }]],
  ['characters of an action_id', 255, (n) => beside(button({ action_id: long(n) }))],
  ['characters of a section', 3000, (n) => [{ type: 'section', text: { type: 'mrkdwn', text: long(n) } }]],
  ['fields of a section', 10, (n) => [{ type: 'section', fields: list(n, () => text('f')) }]],
  ['characters of a field', 2000, (n) => [{ type: 'section', fields: [text(long(n))] }]],
  ['characters of a header', 150, (n) => [{ type: 'header', text: text(long(n)) }]],
  ['elements of a context', 10, (n) => [{ type: 'context', elements: list(n, () => text('c')) }]],
  ['elements of an actions block', 25, (n) => [{ type: 'actions', elements: list(n, () => button()) }]],
  ['characters on a button', 75, (n) => beside(button({ text: text(long(n)) }))],
  ['characters of a value', 2000, (n) => beside(button({ value: long(n) }))],
  ['characters of a button url', 3000, (n) => beside(button({ url: `https://a.example/${long(n - 18)}` }))],
  ['options of a menu', 100, (n) => beside({ type: 'static_select', options: options(n) })],
  ['options of an overflow menu', 5, (n) => beside({ type: 'overflow', options: options(n) })],
  ['checkboxes', 10, (n) => beside({ type: 'checkboxes', options: options(n) })],
  ['radio buttons', 10, (n) => beside({ type: 'radio_buttons', options: options(n) })],
  [
    'characters of an option',
    75,
    (n) => beside({ type: 'overflow', options: [{ ...option('o'), text: text(long(n)) }] }),
  ],
  [
    'characters of an option value',
    75,
    (n) => beside({ type: 'overflow', options: [{ ...option('o'), value: long(n) }] }),
  ],
  ['characters of a placeholder', 150, (n) => beside({ type: 'users_select', placeholder: text(long(n)) })],
  [
    'characters of a confirm title',
    100,
    (n) => beside(button({ confirm: confirm({ title: text(long(n)) }) })),
  ],
  ['characters of a confirm text', 300, (n) => beside(button({ confirm: confirm({ text: text(long(n)) }) }))],
  [
    'characters of a confirm button',
    30,
    (n) => beside(button({ confirm: confirm({ deny: text(long(n)) }) })),
  ],
  ['characters of alt text', 2000, (n) => [{ ...image, alt_text: long(n) }]],
  ['characters of an image title', 2000, (n) => [{ ...image, title: text(long(n)) }]],
];

describe('parseBlocks', () => {
  it.each(limits)('lets through %s up to %i', (_what, limit, build) => {
    expect(parseBlocks(build(limit))).toMatchObject({ ok: true });
    expect(parseBlocks(build(limit + 1))).toMatchObject({ ok: false, error: 'invalid_blocks' });
  });

  it.each([
    [
      'an empty text',
      [{ type: 'section', text: text('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a section of nothing', [{ type: 'section' }], 'must have text or fields [json-pointer:/blocks/0]'],
    [
      'a property nobody knows',
      [section({ colour: 'red' })],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'a disabled button',
      beside(button({ disabled: true })),
      'invalid additional property: disabled [json-pointer:/blocks/0/accessory]',
    ],
    [
      'a type nobody knows',
      [{ type: 'marquee' }],
      'unsupported or missing type [json-pointer:/blocks/0/type]',
    ],
    ['a missing text', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'mrkdwn in a header',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'invalid value, allowed: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a block_id used twice',
      [section({ block_id: 'b' }), section({ block_id: 'b' })],
      'block_id already exists: b [json-pointer:/blocks/1/block_id]',
    ],
    [
      'an action_id used twice in a block',
      [{ type: 'actions', elements: [button({ action_id: 'a' }), button({ action_id: 'a' })] }],
      'action_id already exists: a [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'an initial option that is none',
      beside({
        type: 'static_select',
        options: options(2),
        initial_option: { ...option('o1'), text: text('other') },
      }),
      'must match one of the given options exactly [json-pointer:/blocks/0/accessory/initial_option]',
    ],
    [
      'options and groups at once',
      beside({
        type: 'static_select',
        options: options(1),
        option_groups: [{ label: text('g'), options: options(1) }],
      }),
      'must have either options or option_groups [json-pointer:/blocks/0/accessory]',
    ],
    [
      'an input block',
      [{ type: 'input', label: text('L'), element: { type: 'plain_text_input' } }],
      'unsupported type: input [json-pointer:/blocks/0/type]',
    ],
    [
      'an input element among actions',
      [{ type: 'actions', elements: [{ type: 'plain_text_input' }] }],
      'unsupported or missing type [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an address that is none',
      [{ ...image, image_url: 'picture' }],
      'Invalid URL [json-pointer:/blocks/0/image_url]',
    ],
    ['no list at all', { type: 'divider' }, 'must provide an array [json-pointer:/blocks]'],
  ])('refuses %s and says where', (_what, blocks, message) => {
    const parsed = parseBlocks(blocks);
    expect(parsed).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(parsed.ok ? [] : parsed.messages).toContain(`[ERROR] ${message}`);
  });

  it('lets the same action_id stand in two blocks', () => {
    const row = { type: 'actions', elements: [button({ action_id: 'a' })] };
    expect(parseBlocks([row, row])).toMatchObject({ ok: true });
  });

  it('refuses about 13,200 characters in all, though each block is legal', () => {
    const blocks = (total: number) => list(5, () => ({ type: 'section', text: text(long(total / 5)) }));
    expect(parseBlocks(blocks(13_200))).toMatchObject({ ok: true });
    expect(parseBlocks(blocks(13_205))).toMatchObject({ ok: false, error: 'msg_blocks_too_long' });
  });

  it('gives ids to blocks and elements that come without', () => {
    const parsed = parseBlocks([{ type: 'actions', elements: [button()] }]);
    expect(parsed).toMatchObject({
      ok: true,
      blocks: [
        { block_id: expect.stringMatching(/./), elements: [{ action_id: expect.stringMatching(/./) }] },
      ],
    });
  });

  it('takes rich text with its mentions, lists and preformatted parts', () => {
    const section = {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'a', style: { bold: true } },
        { type: 'user', user_id: 'U1' },
      ],
    };
    const elements = [
      section,
      { type: 'rich_text_list', style: 'bullet', elements: [section] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'b' }] },
    ];
    expect(parseBlocks([{ type: 'rich_text', elements }])).toMatchObject({ ok: true });
    const empty = { type: 'rich_text_section', elements: [{ type: 'text', text: '' }] };
    expect(parseBlocks([{ type: 'rich_text', elements: [empty] }])).toMatchObject({ ok: false });
  });
});
