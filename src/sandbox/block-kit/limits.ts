/**
 * Every number that Slack sets for Block Kit, in one table. Lengths are characters, counts are items.
 * From docs.slack.dev/reference/block-kit; where the docs and the official types disagree, the smaller one.
 */
export const limits = {
  id: 255,
  text: 3000,
  message: {
    blocks: 50,
    text: 40_000,
    /** chat.update refuses more, chat.postMessage only advises it. */
    updatedText: 4000,
    /** Undocumented: the text of all blocks together, `msg_blocks_too_long` above it (bolt-js#2509). */
    textOfAllBlocks: 13_200,
  },
  view: {
    blocks: 100,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3000,
    bytes: 250_000,
    /** The open view and two pushed ones. */
    stack: 3,
  },
  section: { text: 3000, fields: 10, field: 2000 },
  header: { text: 150 },
  context: { elements: 10 },
  actions: { elements: 25 },
  image: { alt: 2000, title: 2000, url: 3000 },
  input: { label: 2000, hint: 2000 },
  placeholder: 150,
  button: { text: 75, value: 2000, url: 3000, accessibilityLabel: 75 },
  overflow: { options: 5 },
  select: { options: 100, groups: 100 },
  choices: { options: 10 },
  /** The docs allow 150 characters in a value, the official types 75. */
  option: { text: 75, description: 75, value: 75, url: 3000 },
  optionGroup: { label: 75 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  plainTextInput: { length: 3000 },
  fileInput: { files: 10, bytes: 10 * 1024 * 1024 },
} as const;
