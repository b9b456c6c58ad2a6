import { describe, expect, it } from 'vitest';
import { parseView } from '../../../src/sandbox/block-kit/parse-view.js';

const text = (words: string) => ({ type: 'plain_text', text: words });
const divider = { type: 'divider' };
const modal = (more: object = {}) => ({ type: 'modal', title: text('T'), blocks: [divider], ...more });
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: text('L'),
  element: { type: 'plain_text_input', ...element },
  ...more,
});
const asking = (...blocks: object[]) => modal({ submit: text('Send'), blocks });

describe('parseView', () => {
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
});
