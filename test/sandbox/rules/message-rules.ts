import {
  among,
  beside,
  button,
  list,
  long,
  mrkdwn,
  option,
  options,
  type Rule,
  type Slack,
  text,
  url,
} from './rule.js';

const post = async (slack: Slack, message: object) =>
  slack.call('chat.postMessage', { channel: await slack.idOf('cert-requests'), text: 'x', ...message });

/** Blocks that Slack refuses in a message, and blocks that it takes. */
function blocksRule(
  rule: string,
  pointer: string,
  { refused, accepted }: { refused: unknown; accepted: unknown },
): Rule {
  return {
    ...{ rule, error: 'invalid_blocks', pointer },
    refused: (slack) => post(slack, { blocks: refused }),
    accepted: (slack) => post(slack, { blocks: accepted }),
  };
}

/** At most so many of something: one more is refused. */
const limit = (most: number, what: string, pointer: string, build: (size: number) => object[]): Rule =>
  blocksRule(`${most} ${what}`, pointer, { refused: build(most + 1), accepted: build(most) });

const confirm = (more: object) => {
  const parts = { title: text('T'), text: text('t'), confirm: text('Y'), deny: text('N') };
  return beside(button({ confirm: { ...parts, ...more } }));
};
const image = (more: object = {}) => [
  { type: 'image', image_url: url(30), alt_text: 'i', title: text('t'), ...more },
];
const menu = (more: object) => beside({ type: 'static_select', ...more });
const groups = (length: number, more: object = {}) =>
  list(length, (at) => ({ label: text('g'), options: options(1, `g${at}`), ...more }));

const limits: Rule[] = [
  limit(50, 'blocks in a message', '/blocks', (n) => list(n, () => ({ type: 'divider' }))),
  limit(255, 'characters in a block_id', '/blocks/0/block_id', (n) => [
    { type: 'divider', block_id: long(n) },
  ]),
  limit(255, 'characters in an action_id', '/blocks/0/accessory/action_id', (n) =>
    beside(button({ action_id: long(n) })),
  ),
  limit(3000, 'characters in a section', '/blocks/0/text/text', (n) => [
    { type: 'section', text: mrkdwn(long(n)) },
  ]),
  limit(10, 'fields in a section', '/blocks/0/fields', (n) => [
    { type: 'section', fields: list(n, () => text('f')) },
  ]),
  limit(2000, 'characters in a field', '/blocks/0/fields/0/text', (n) => [
    { type: 'section', fields: [text(long(n))] },
  ]),
  limit(150, 'characters in a header', '/blocks/0/text/text', (n) => [
    { type: 'header', text: text(long(n)) },
  ]),
  limit(10, 'elements in a context', '/blocks/0/elements', (n) => [
    { type: 'context', elements: list(n, () => text('c')) },
  ]),
  limit(3000, 'characters in a text of a context', '/blocks/0/elements/0/text', (n) => [
    { type: 'context', elements: [mrkdwn(long(n))] },
  ]),
  limit(25, 'elements in an actions block', '/blocks/0/elements', (n) => among(...list(n, () => button()))),
  limit(75, 'characters on a button', '/blocks/0/accessory/text/text', (n) =>
    beside(button({ text: text(long(n)) })),
  ),
  limit(2000, 'characters in a button’s value', '/blocks/0/accessory/value', (n) =>
    beside(button({ value: long(n) })),
  ),
  limit(3000, 'characters in a button’s url', '/blocks/0/accessory/url', (n) =>
    beside(button({ url: url(n) })),
  ),
  limit(75, 'characters in an accessibility_label', '/blocks/0/accessory/accessibility_label', (n) =>
    beside(button({ accessibility_label: long(n) })),
  ),
  limit(150, 'characters in a placeholder', '/blocks/0/accessory/placeholder/text', (n) =>
    beside({ type: 'users_select', placeholder: text(long(n)) }),
  ),
  limit(100, 'options in a menu', '/blocks/0/accessory/options', (n) => menu({ options: options(n) })),
  limit(100, 'options in a menu of several', '/blocks/0/accessory/options', (n) =>
    beside({ type: 'multi_static_select', options: options(n) }),
  ),
  limit(100, 'groups in a menu', '/blocks/0/accessory/option_groups', (n) =>
    menu({ option_groups: groups(n) }),
  ),
  limit(100, 'options in a group', '/blocks/0/accessory/option_groups/0/options', (n) =>
    menu({ option_groups: groups(1, { options: options(n) }) }),
  ),
  limit(75, 'characters in a group’s label', '/blocks/0/accessory/option_groups/0/label/text', (n) =>
    menu({ option_groups: groups(1, { label: text(long(n)) }) }),
  ),
  limit(75, 'characters in an option', '/blocks/0/accessory/options/0/text/text', (n) =>
    menu({ options: [option('o', { text: text(long(n)) })] }),
  ),
  limit(75, 'characters in an option’s value', '/blocks/0/accessory/options/0/value', (n) =>
    menu({ options: [option('o', { value: long(n) })] }),
  ),
  limit(75, 'characters in an option’s description', '/blocks/0/accessory/options/0/description/text', (n) =>
    menu({ options: [option('o', { description: text(long(n)) })] }),
  ),
  limit(5, 'options in an overflow menu', '/blocks/0/accessory/options', (n) =>
    beside({ type: 'overflow', options: options(n) }),
  ),
  limit(3000, 'characters in an overflow option’s url', '/blocks/0/accessory/options/0/url', (n) =>
    beside({ type: 'overflow', options: [option('o', { url: url(n) })] }),
  ),
  limit(10, 'checkboxes', '/blocks/0/accessory/options', (n) =>
    beside({ type: 'checkboxes', options: options(n) }),
  ),
  limit(10, 'radio buttons', '/blocks/0/accessory/options', (n) =>
    beside({ type: 'radio_buttons', options: options(n) }),
  ),
  limit(75, 'characters on a radio button', '/blocks/0/accessory/options/0/text/text', (n) =>
    beside({ type: 'radio_buttons', options: [option('o', { text: mrkdwn(long(n)) })] }),
  ),
  limit(100, 'characters in a confirm’s title', '/blocks/0/accessory/confirm/title/text', (n) =>
    confirm({ title: text(long(n)) }),
  ),
  limit(300, 'characters in a confirm’s text', '/blocks/0/accessory/confirm/text/text', (n) =>
    confirm({ text: mrkdwn(long(n)) }),
  ),
  limit(30, 'characters on a confirm’s yes', '/blocks/0/accessory/confirm/confirm/text', (n) =>
    confirm({ confirm: text(long(n)) }),
  ),
  limit(30, 'characters on a confirm’s no', '/blocks/0/accessory/confirm/deny/text', (n) =>
    confirm({ deny: text(long(n)) }),
  ),
  limit(2000, 'characters in an alt_text', '/blocks/0/alt_text', (n) => image({ alt_text: long(n) })),
  limit(2000, 'characters in an image’s title', '/blocks/0/title/text', (n) =>
    image({ title: text(long(n)) }),
  ),
  limit(3000, 'characters in an image_url', '/blocks/0/image_url', (n) => image({ image_url: url(n) })),
];

const totalText = (total: number) =>
  [3000, 3000, 3000, 3000, total - 12_000].map((size) => ({ type: 'section', text: text(long(size)) }));

const wholeMessage: Rule[] = [
  {
    ...{ rule: '13,200 characters in all blocks together', error: 'msg_blocks_too_long' },
    refused: (slack) => post(slack, { blocks: totalText(13_201) }),
    accepted: (slack) => post(slack, { blocks: totalText(13_200) }),
  },
  {
    ...{ rule: '40,000 characters of text', error: 'msg_too_long' },
    refused: (slack) => post(slack, { text: long(40_001) }),
    accepted: (slack) => post(slack, { text: long(40_000) }),
  },
  {
    ...{ rule: '4,000 characters of text in chat.update', error: 'msg_too_long' },
    refused: (slack) => update(slack, 4001),
    accepted: (slack) => update(slack, 4000),
  },
  {
    ...{ rule: 'a message has text or blocks', error: 'no_text' },
    refused: (slack) => post(slack, { text: '' }),
    accepted: (slack) => post(slack, { text: '', blocks: [{ type: 'divider' }] }),
  },
  {
    ...{ rule: 'blocks are JSON', error: 'invalid_blocks_format' },
    refused: (slack) => post(slack, { blocks: '[{' }),
    accepted: (slack) => post(slack, { blocks: '[{"type":"divider"}]' }),
  },
  {
    ...{ rule: 'metadata is JSON', error: 'invalid_metadata_format' },
    refused: (slack) => post(slack, { metadata: '{' }),
    accepted: (slack) => post(slack, { metadata: '{"event_type":"a","event_payload":{}}' }),
  },
  {
    ...{ rule: 'metadata has an event_type in lower case and a payload', error: 'invalid_metadata_schema' },
    refused: (slack) => post(slack, { metadata: { event_type: 'Card-Posted', event_payload: {} } }),
    accepted: (slack) => post(slack, { metadata: { event_type: 'card_posted', event_payload: {} } }),
  },
];

async function update(slack: Slack, length: number) {
  const { ts } = await post(slack, {});
  return slack.call('chat.update', {
    ...{ channel: await slack.idOf('cert-requests'), ts, text: long(length) },
  });
}

export const messageRules: readonly Rule[] = [...limits, ...wholeMessage];

export { blocksRule };
