import { describe, expect, it } from 'vitest';
import { parseView } from '../../../src/sandbox/block-kit/parse-view.js';

const text = (words: string) => ({ type: 'plain_text', text: words });
const long = (length: number) => 'x'.repeat(length);
const divider = { type: 'divider' };
const modal = (more: object = {}) => ({ type: 'modal', title: text('T'), blocks: [divider], ...more });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: text('L'),
  element: { type: 'plain_text_input', ...element },
  ...more,
});
const asking = (...blocks: object[]) => modal({ submit: text('Send'), blocks });

const limits: [string, number, (size: number) => object][] = [
  ['blocks', 100, (n) => modal({ blocks: Array(n).fill(divider) })],
  ['characters of the title', 24, (n) => modal({ title: text(long(n)) })],
  ['characters of submit', 24, (n) => modal({ submit: text(long(n)) })],
  ['characters of close', 24, (n) => modal({ close: text(long(n)) })],
  ['characters of private_metadata', 3000, (n) => modal({ private_metadata: long(n) })],
  ['characters of callback_id', 255, (n) => modal({ callback_id: long(n) })],
  ['characters of external_id', 255, (n) => modal({ external_id: long(n) })],
  ['characters of a label', 2000, (n) => asking(input({}, { label: text(long(n)) }))],
  ['characters of a hint', 2000, (n) => asking(input({}, { hint: text(long(n)) }))],
  ['characters of max_length', 3000, (n) => asking(input({ max_length: n }))],
  ['characters of an initial value', 3000, (n) => asking(input({ initial_value: long(n) }))],
  ['files', 10, (n) => asking(input({ type: 'file_input', max_files: n }))],
];

describe('parseView', () => {
  it.each(limits)('lets through %s up to %i', (_what, limit, build) => {
    expect(parseView(build(limit))).toMatchObject({ ok: true });
    expect(parseView(build(limit + 1))).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });

  it.each([
    [
      'inputs without a submit button',
      modal({ blocks: [input({})] }),
      'missing required field: submit (the view has input blocks) [json-pointer:/view]',
    ],
    [
      'a modal without a title',
      { type: 'modal', blocks: [] },
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'a title in mrkdwn',
      modal({ title: { type: 'mrkdwn', text: 'T' } }),
      'invalid value, allowed: plain_text [json-pointer:/view/title/type]',
    ],
    [
      'max_length 0',
      asking(input({ max_length: 0 })),
      'must be at least 1 [json-pointer:/view/blocks/0/element/max_length]',
    ],
    [
      'min_length over max_length',
      asking(input({ min_length: 3, max_length: 2 })),
      'must not be more than max_length [json-pointer:/view/blocks/0/element/min_length]',
    ],
    [
      'a file_input that dispatches',
      asking(input({ type: 'file_input' }, { dispatch_action: true })),
      'file_input does not support dispatch_action [json-pointer:/view/blocks/0/dispatch_action]',
    ],
    [
      'a button as an input',
      asking(input({ type: 'button' })),
      'unsupported or missing type [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      'numbers that are not text',
      asking(input({ type: 'number_input', is_decimal_allowed: false, min_value: 1 })),
      'must provide a string [json-pointer:/view/blocks/0/element/min_value]',
    ],
    [
      'a number without is_decimal_allowed',
      asking(input({ type: 'number_input' })),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'two elements that want the focus',
      asking(input({ focus_on_load: true }), input({ focus_on_load: true })),
      'only one element may set focus_on_load [json-pointer:/view/blocks]',
    ],
    [
      'a file_input on the App Home',
      { type: 'home', blocks: [input({ type: 'file_input' })] },
      'unsupported type: file_input [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      'submit on the App Home',
      { type: 'home', blocks: [], submit: text('S') },
      'invalid additional property: submit [json-pointer:/view]',
    ],
  ])('refuses %s and says where', (_what, view, message) => {
    const parsed = parseView(view);
    expect(parsed).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(parsed.ok ? [] : parsed.messages).toContain(`[ERROR] ${message}`);
  });

  it('refuses more than 250 kB', () => {
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text: text(long(2900)) }));
    expect(parseView(modal({ blocks }))).toMatchObject({ ok: false, error: 'view_too_large' });
  });
});
