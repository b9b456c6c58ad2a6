import { button, list, long, option, options, type Rule, type Said, type Slack, text } from './rule.js';

const divider = { type: 'divider' };
const modal = (more: object = {}) => ({ type: 'modal', title: text('T'), blocks: [divider], ...more });
const home = (more: object = {}) => ({ type: 'home', blocks: [divider], ...more });
const input = (element: object = {}, more: object = {}) => ({
  type: 'input',
  label: text('L'),
  element: { type: 'plain_text_input', ...element },
  ...more,
});
const asking = (...blocks: object[]) => modal({ submit: text('Send'), blocks });

/** Shows this view in a modal that is open, or on eve's App Home. */
async function show(slack: Slack, view: { type: string }): Promise<Said> {
  if (view.type === 'home') {
    return slack.call('views.publish', { user_id: await slack.idOf('eve'), view });
  }
  return slack.call('views.update', { view_id: slack.standingModal, view });
}

type View = { readonly type: string } & Readonly<Record<string, unknown>>;

function viewRule(
  rule: string,
  pointer: string | undefined,
  { refused, accepted, error = 'invalid_arguments' }: { refused: View; accepted: View; error?: string },
): Rule {
  return {
    ...{ rule, error, ...(pointer === undefined ? {} : { pointer }) },
    refused: (slack) => show(slack, refused),
    accepted: (slack) => show(slack, accepted),
  };
}

const limit = (most: number, what: string, pointer: string, build: (size: number) => View): Rule =>
  viewRule(`${most} ${what}`, pointer, { refused: build(most + 1), accepted: build(most) });

/** A view of exactly so many bytes. */
function ofBytes(bytes: number): View {
  const blocks = list(90, () => ({ type: 'section', text: text(long(2700)) }));
  const rest = bytes - Buffer.byteLength(JSON.stringify(modal({ blocks, private_metadata: '' })));
  return modal({ blocks, private_metadata: long(rest) });
}

const limits: Rule[] = [
  limit(100, 'blocks in a modal', '/view/blocks', (n) => modal({ blocks: list(n, () => divider) })),
  limit(100, 'blocks in an App Home', '/view/blocks', (n) => home({ blocks: list(n, () => divider) })),
  limit(24, 'characters in a title', '/view/title/text', (n) => modal({ title: text(long(n)) })),
  limit(24, 'characters on submit', '/view/submit/text', (n) => modal({ submit: text(long(n)) })),
  limit(24, 'characters on close', '/view/close/text', (n) => modal({ close: text(long(n)) })),
  limit(3000, 'characters of private_metadata', '/view/private_metadata', (n) =>
    modal({ private_metadata: long(n) }),
  ),
  limit(3000, 'characters of private_metadata on an App Home', '/view/private_metadata', (n) =>
    home({ private_metadata: long(n) }),
  ),
  limit(255, 'characters in a callback_id', '/view/callback_id', (n) => modal({ callback_id: long(n) })),
  limit(255, 'characters in an external_id', '/view/external_id', (n) => modal({ external_id: long(n) })),
  limit(2000, 'characters in a label', '/view/blocks/0/label/text', (n) =>
    asking(input({}, { label: text(long(n)) })),
  ),
  limit(2000, 'characters in a hint', '/view/blocks/0/hint/text', (n) =>
    asking(input({}, { hint: text(long(n)) })),
  ),
  limit(150, 'characters in a text field’s placeholder', '/view/blocks/0/element/placeholder/text', (n) =>
    asking(input({ placeholder: text(long(n)) })),
  ),
  limit(3000, 'characters in an initial_value', '/view/blocks/0/element/initial_value', (n) =>
    asking(input({ initial_value: long(n) })),
  ),
  limit(3000, 'as max_length', '/view/blocks/0/element/max_length', (n) => asking(input({ max_length: n }))),
  limit(3000, 'as min_length', '/view/blocks/0/element/min_length', (n) => asking(input({ min_length: n }))),
  limit(10, 'files in a file_input', '/view/blocks/0/element/max_files', (n) =>
    asking(input({ type: 'file_input', max_files: n })),
  ),
  viewRule('250,000 bytes in a view', undefined, {
    ...{ refused: ofBytes(250_001), accepted: ofBytes(250_000), error: 'view_too_large' },
  }),
];

const picked = (element: object) => asking(input({ type: 'static_select', options: options(2), ...element }));
const number = (more: object) => asking(input({ type: 'number_input', ...more }));

const shapes: Rule[] = [
  viewRule('a modal with inputs has a submit button', '/view', {
    refused: modal({ blocks: [input()] }),
    accepted: asking(input()),
  }),
  viewRule('a modal has a title', '/view', { refused: { ...modal(), title: undefined }, accepted: modal() }),
  viewRule('a title is plain text', '/view/title/type', {
    refused: modal({ title: { type: 'mrkdwn', text: 'T' } }),
    accepted: modal(),
  }),
  viewRule('a title is not empty', '/view/title/text', {
    refused: modal({ title: text('') }),
    accepted: modal({ title: text('T') }),
  }),
  viewRule('a label is plain text', '/view/blocks/0/label/type', {
    refused: asking(input({}, { label: { type: 'mrkdwn', text: 'L' } })),
    accepted: asking(input()),
  }),
  viewRule('a view has no property that Slack does not know', '/view', {
    refused: modal({ submit_disabled: true }),
    accepted: modal({ notify_on_close: true }),
  }),
  viewRule('an App Home has no submit button', '/view', {
    refused: home({ submit: text('S') }),
    accepted: home(),
  }),
  viewRule('a file_input does not dispatch', '/view/blocks/0/dispatch_action', {
    refused: asking(input({ type: 'file_input' }, { dispatch_action: true })),
    accepted: asking(input({}, { dispatch_action: true })),
  }),
  viewRule('a file_input is for modals', '/view/blocks/0/element/type', {
    refused: home({ blocks: [input({ type: 'file_input' })] }),
    accepted: home({ blocks: [input()] }),
  }),
  viewRule('max_length is 1 or more', '/view/blocks/0/element/max_length', {
    refused: asking(input({ max_length: 0 })),
    accepted: asking(input({ max_length: 1 })),
  }),
  viewRule('min_length is not over max_length', '/view/blocks/0/element/min_length', {
    refused: asking(input({ min_length: 3, max_length: 2 })),
    accepted: asking(input({ min_length: 2, max_length: 2 })),
  }),
  viewRule('max_files is 1 or more', '/view/blocks/0/element/max_files', {
    refused: asking(input({ type: 'file_input', max_files: 0 })),
    accepted: asking(input({ type: 'file_input', max_files: 1 })),
  }),
  viewRule('a number_input says whether decimals are allowed', '/view/blocks/0/element', {
    refused: number({}),
    accepted: number({ is_decimal_allowed: false }),
  }),
  viewRule('the bounds of a number_input are text', '/view/blocks/0/element/min_value', {
    refused: number({ is_decimal_allowed: false, min_value: 1 }),
    accepted: number({ is_decimal_allowed: false, min_value: '1' }),
  }),
  viewRule('a button is no input', '/view/blocks/0/element/type', {
    refused: asking(input(button())),
    accepted: asking(input({ type: 'users_select' })),
  }),
  viewRule('an initial_option of an input equals an option', '/view/blocks/0/element/initial_option', {
    refused: picked({ initial_option: option('o2') }),
    accepted: picked({ initial_option: option('o1') }),
  }),
  viewRule('a block_id stands once in a view', '/view/blocks/1/block_id', {
    refused: asking(input({}, { block_id: 'b' }), input({}, { block_id: 'b' })),
    accepted: asking(input({}, { block_id: 'b' }), input({}, { block_id: 'c' })),
  }),
  viewRule('one element of a view takes the focus', '/view/blocks', {
    refused: asking(input({ focus_on_load: true }), input({ focus_on_load: true })),
    accepted: asking(input({ focus_on_load: true }), input()),
  }),
];

export const viewRules: readonly Rule[] = [...limits, ...shapes];
