import { z } from 'zod';

const user = z.string().min(1);
const channel = z.string().min(1);
const ts = z.string().min(1);
const file = z.strictObject({
  file: z.strictObject({
    name: z.string().min(1),
    content: z.string(),
    encoding: z.enum(['utf8', 'base64']).optional(),
  }),
});

const value = z.union([z.string(), z.array(z.string()), file, z.array(file), z.null()]);

/** One element by its ids, in a view or in a message. */
const exact = {
  view_id: z.string().optional(),
  channel: channel.optional(),
  ts: ts.optional(),
  block_id: z.string(),
  action_id: z.string(),
};

/** The bodies of the control API's POSTs. Users and channels by name or id. */
export const controlRequests = {
  command: z.strictObject({ user, channel, text: z.string().min(1), thread_ts: ts.optional() }),
  fill: z.strictObject({
    user,
    values: z.record(z.string(), value),
    enter: z.boolean().default(false),
    channel: channel.optional(),
    ts: ts.optional(),
  }),
  submit: z.strictObject({ user }),
  close: z.strictObject({ user, all: z.boolean().default(false) }),
  click: z.strictObject({ user, label: z.string().min(1), channel: channel.optional(), ts: ts.optional() }),
  'click-exactly': z.strictObject({ user, ...exact, option: z.string().optional() }),
  'enter-exactly': z.strictObject({ user, ...exact, value, enter: z.boolean().default(false) }),
  home: z.strictObject({ user }),
  shortcut: z.strictObject({
    user,
    name: z.string().min(1),
    channel: channel.optional(),
    ts: ts.optional(),
  }),
  invite: z.strictObject({ channel, user: user.optional() }),
  kick: z.strictObject({ channel, user: user.optional() }),
  deactivate: z.strictObject({ user, deactivated: z.boolean().default(true) }),
  archive: z.strictObject({ channel, archived: z.boolean().default(true) }),
  'request-url': z.strictObject({ url: z.string().min(1) }),
  switch: z.strictObject({ name: z.string(), on: z.boolean() }),
  disconnect: z.strictObject({ how: z.enum(['cut', 'refresh', 'warning']).default('cut') }),
} as const;
