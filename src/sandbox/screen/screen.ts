import { z } from 'zod';
import { messageBlocks, viewBlocks } from '../block-kit/blocks.js';
import { shownValue } from './shown-value.js';

const person = z.strictObject({
  id: z.string(),
  name: z.string(),
  realName: z.string(),
  kind: z.enum(['member', 'guest', 'outsider', 'bot']),
  isActive: z.boolean(),
});

const file = z.strictObject({ id: z.string(), name: z.string(), title: z.string(), bytes: z.number() });

const message = z.strictObject({
  ts: z.string(),
  threadTs: z.string().nullable(),
  user: z.string(),
  byApp: z.boolean(),
  text: z.string(),
  blocks: messageBlocks,
  files: z.array(file),
  isEphemeral: z.boolean(),
  isEdited: z.boolean(),
});

const channel = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['public', 'private', 'im']),
  isArchived: z.boolean(),
  /** False for a public channel that this person could join. */
  isMember: z.boolean(),
  members: z.array(z.string()),
  messages: z.array(message),
});

const view = z.strictObject({
  id: z.string(),
  hash: z.string(),
  type: z.enum(['modal', 'home']),
  title: z.string(),
  submit: z.string().nullable(),
  close: z.string(),
  blocks: viewBlocks,
  /** By block id and action id. */
  state: z.record(z.string(), z.record(z.string(), shownValue)),
  /** What is said at fields, by block id. */
  fieldErrors: z.record(z.string(), z.string()),
  error: z.string().nullable(),
  isSubmitting: z.boolean(),
});

/** All that one person's client shows, with the ids it acts by: what `/_page/screen` gives and the page reads. */
export const screen = z.strictObject({
  team: z.strictObject({ id: z.string(), name: z.string() }),
  app: z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    hasHome: z.boolean(),
    hasMessages: z.boolean(),
    isReadOnly: z.boolean(),
  }),
  me: z.string(),
  people: z.array(person),
  groups: z.array(
    z.strictObject({ id: z.string(), handle: z.string(), name: z.string(), members: z.array(z.string()) }),
  ),
  channels: z.array(channel),
  modals: z.array(view),
  home: view.nullable(),
  notices: z.array(z.strictObject({ text: z.string(), at: z.number() })),
  commands: z.array(z.strictObject({ command: z.string(), description: z.string(), hint: z.string() })),
  shortcuts: z.array(z.strictObject({ name: z.string(), type: z.enum(['message', 'global']) })),
  /** The newest message for everyone else, by person and channel: whose screen has news. */
  newest: z.record(z.string(), z.record(z.string(), z.string())),
});

export type Screen = z.infer<typeof screen>;
export type Person = z.infer<typeof person>;
export type ShownChannel = z.infer<typeof channel>;
export type ShownMessage = z.infer<typeof message>;
export type ShownView = z.infer<typeof view>;
export type ShownFile = z.infer<typeof file>;
