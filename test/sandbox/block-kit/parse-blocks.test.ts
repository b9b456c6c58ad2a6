import { describe, expect, it } from 'vitest';
import { parseBlocks } from '../../../src/sandbox/block-kit/parse-blocks.js';

const text = (words: string) => ({ type: 'plain_text', text: words });
const list = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, at) => item(at));
const option = (words: string) => ({ text: text(words), value: words });
const options = (length: number) => list(length, (at) => option(`o${at}`));
const section = (more: object = {}) => ({ type: 'section', text: text('x'), ...more });
const beside = (accessory: object) => [section({ accessory })];
const button = (more: object = {}) => ({ type: 'button', text: text('Go'), ...more });
const image = { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'i' };

describe('parseBlocks', () => {
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
