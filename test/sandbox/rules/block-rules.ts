import { blocksRule } from './message-rules.js';
import { among, beside, button, mrkdwn, option, options, type Rule, text, url } from './rule.js';

const section = (more: object = {}) => ({ type: 'section', text: text('x'), ...more });
const input = { type: 'input', label: text('L'), element: { type: 'plain_text_input' } };
const radios = (initial_option: object) =>
  beside({ type: 'radio_buttons', options: options(2), initial_option });
const menu = (more: object) => beside({ type: 'static_select', options: options(2), ...more });
const focused = { type: 'users_select', focus_on_load: true };
const richText = (words: string) => [
  {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
  },
];

/** What must be, or must not be, in the blocks of a message, beside sizes. */
export const blockRules: readonly Rule[] = [
  blocksRule('a text is not empty', '/blocks/0/text/text', {
    refused: [{ type: 'section', text: mrkdwn('') }],
    accepted: [{ type: 'section', text: mrkdwn('x') }],
  }),
  blocksRule('a rich text is not empty', '/blocks/0/elements/0/elements/0/text', {
    refused: richText(''),
    accepted: richText('x'),
  }),
  blocksRule('a section has text or fields', '/blocks/0', {
    refused: [{ type: 'section' }],
    accepted: [{ type: 'section', fields: [text('f')] }],
  }),
  blocksRule('a header has a text', '/blocks/0', {
    refused: [{ type: 'header' }],
    accepted: [{ type: 'header', text: text('x') }],
  }),
  blocksRule('a header is plain text', '/blocks/0/text/type', {
    refused: [{ type: 'header', text: mrkdwn('x') }],
    accepted: [{ type: 'header', text: text('x') }],
  }),
  blocksRule('an actions block is not empty', '/blocks/0/elements', {
    refused: among(),
    accepted: among(button()),
  }),
  blocksRule('blocks are a list', '/blocks', {
    refused: { type: 'divider' },
    accepted: [{ type: 'divider' }],
  }),
  blocksRule('a block is of a type that Slack knows', '/blocks/0/type', {
    refused: [{ type: 'marquee' }],
    accepted: [{ type: 'divider' }],
  }),
  blocksRule('a block has no property that Slack does not know', '/blocks/0', {
    refused: [section({ colour: 'red' })],
    accepted: [section({ expand: true })],
  }),
  blocksRule('a button cannot be disabled', '/blocks/0/accessory', {
    refused: beside(button({ disabled: true })),
    accepted: beside(button({ style: 'danger' })),
  }),
  blocksRule('a button is primary or danger, or neither', '/blocks/0/accessory/style', {
    refused: beside(button({ style: 'default' })),
    accepted: beside(button({ style: 'primary' })),
  }),
  blocksRule('a block_id stands once in a message', '/blocks/1/block_id', {
    refused: [section({ block_id: 'b' }), section({ block_id: 'b' })],
    accepted: [section({ block_id: 'b' }), section({ block_id: 'c' })],
  }),
  blocksRule('an action_id stands once in a block', '/blocks/0/elements/1/action_id', {
    refused: among(button({ action_id: 'a' }), button({ action_id: 'a' })),
    accepted: [...among(button({ action_id: 'a' })), ...among(button({ action_id: 'a' }))],
  }),
  blocksRule('an initial_option equals an option in text and value', '/blocks/0/accessory/initial_option', {
    refused: menu({ initial_option: option('o1', { text: text('other') }) }),
    accepted: menu({ initial_option: option('o1') }),
  }),
  blocksRule('an initial_option equals an option in its description', '/blocks/0/accessory/initial_option', {
    refused: radios(option('o1', { description: text('d') })),
    accepted: radios(option('o1')),
  }),
  blocksRule('each of the initial_options equals an option', '/blocks/0/accessory/initial_options', {
    refused: beside({ type: 'checkboxes', options: options(2), initial_options: [option('o2')] }),
    accepted: beside({ type: 'checkboxes', options: options(2), initial_options: options(2) }),
  }),
  blocksRule('the values of options are unique', '/blocks/0/accessory/options', {
    refused: menu({ options: [option('o'), option('o')] }),
    accepted: menu({ options: [option('o'), option('p')] }),
  }),
  blocksRule('a menu has options or groups, not both', '/blocks/0/accessory', {
    refused: menu({ option_groups: [{ label: text('g'), options: options(1) }] }),
    accepted: menu({}),
  }),
  blocksRule('an option of a menu has no url', '/blocks/0/accessory/options/0', {
    refused: menu({ options: [option('o', { url: url(30) })] }),
    accepted: beside({ type: 'overflow', options: [option('o', { url: url(30) })] }),
  }),
  blocksRule('no more is chosen at first than max_selected_items', '/blocks/0/accessory/initial_users', {
    refused: beside({ type: 'multi_users_select', initial_users: ['U1', 'U2'], max_selected_items: 1 }),
    accepted: beside({ type: 'multi_users_select', initial_users: ['U1'], max_selected_items: 1 }),
  }),
  blocksRule('an input is not for messages', '/blocks/0/type', {
    refused: [input],
    accepted: [section()],
  }),
  blocksRule('a text field does not stand among actions', '/blocks/0/elements/0/type', {
    refused: among({ type: 'plain_text_input' }),
    accepted: among({ type: 'users_select' }),
  }),
  blocksRule('one element takes the focus', '/blocks', {
    refused: among(focused, { ...focused, type: 'channels_select' }),
    accepted: among(focused),
  }),
  blocksRule('response_url_enabled is for modals', '/blocks/0', {
    refused: among({ type: 'channels_select', response_url_enabled: true }),
    accepted: among({ type: 'channels_select' }),
  }),
  blocksRule('an image has an address', '/blocks/0/image_url', {
    refused: [{ type: 'image', image_url: 'picture', alt_text: 'i' }],
    accepted: [{ type: 'image', image_url: url(30), alt_text: 'i' }],
  }),
];
