import type { z } from 'zod';
import { click } from '../client/click.js';
import { closeModal } from '../client/close-modal.js';
import { fillFields } from '../client/fill-fields.js';
import { openHome } from '../client/open-home.js';
import { failed, type Outcome } from '../client/outcome.js';
import { submitModal } from '../client/submit-modal.js';
import { typeText } from '../client/type-text.js';
import { useShortcut } from '../client/use-shortcut.js';
import { type VisibleMessage, visibleMessages } from '../client/visible-messages.js';
import { directMessages, findChannel } from '../workspace/find.js';
import type { Channel, User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { actAs, type ControlAnswer } from './act-as.js';
import { controlRequests } from './control-requests.js';
import { clickExactly, enterExactly } from './exact-actions.js';

export type ControlAction = (world: World, sent: unknown) => Promise<ControlAnswer>;

/** A control action of one person: its body is checked, then the person does it. */
function action<Body extends z.ZodType<{ user: string }>>(
  schema: Body,
  act: (world: World, user: User, body: z.infer<Body>) => Promise<Outcome> | Outcome,
): ControlAction {
  return async (world, sent) => {
    const parsed = schema.safeParse(sent);
    if (!parsed.success) return { ok: false, error: parsed.error.issues.map(inWords).join('; ') };
    return actAs(world, parsed.data.user, (user) => act(world, user, parsed.data));
  };
}

/** What is wrong with a body, for people. */
export function inWords(issue: z.core.$ZodIssue): string {
  return `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`;
}

/** What a person can do, by the last part of the path. */
export const personActions: Readonly<Record<string, ControlAction>> = {
  command: action(controlRequests.command, (world, user, { channel: name, text, thread_ts }) => {
    const channel = channelFor(world, user, name);
    return channel ? typeText(world, { user, channel, text, threadTs: thread_ts }) : noChannel(name);
  }),
  fill: action(controlRequests.fill, (world, user, body) => {
    if (body.ts === undefined) return fillFields(world, { ...body, user });
    const on = messageAt(world, user, body);
    if (!on) return failed(`${user.name} sees no message ${body.ts}`);
    return fillFields(world, { ...body, user, message: { kind: 'message', ...on } });
  }),
  submit: action(controlRequests.submit, (world, user) => submitModal(world, user)),
  close: action(controlRequests.close, (world, user, { all }) => closeModal(world, user, { all })),
  click: action(controlRequests.click, (world, user, { label, channel: name, ts }) => {
    const channel = name === undefined ? undefined : channelFor(world, user, name);
    if (name !== undefined && !channel) return noChannel(name);
    return click(world, user, { label, channel: channel?.id, ts });
  }),
  'click-exactly': action(controlRequests['click-exactly'], (world, user, body) =>
    onMessage(world, user, body, (on) => clickExactly(world, user, { ...body, on })),
  ),
  'enter-exactly': action(controlRequests['enter-exactly'], (world, user, body) =>
    onMessage(world, user, body, (on) => enterExactly(world, user, { ...body, on })),
  ),
  home: action(controlRequests.home, (world, user) => openHome(world, user)),
  shortcut: action(controlRequests.shortcut, (world, user, body) => {
    if (body.ts === undefined) return useShortcut(world, user, { name: body.name });
    const on = messageAt(world, user, body);
    return on
      ? useShortcut(world, user, { name: body.name, on })
      : failed(`${user.name} sees no message ${body.ts}`);
  }),
};

/** Does something on the message that is meant, or on none when no `ts` is given. */
function onMessage(
  world: World,
  user: User,
  at: { channel?: string | undefined; ts?: string | undefined },
  act: (on: VisibleMessage | undefined) => Promise<Outcome>,
): Promise<Outcome> | Outcome {
  const on = at.ts === undefined ? undefined : messageAt(world, user, at);
  return at.ts !== undefined && !on ? failed(`${user.name} sees no message ${at.ts}`) : act(on);
}

const noChannel = (name: string): Outcome => failed(`no channel is called ${name}`);

/** By name or id; `dm` is the user's own direct messages with the app. */
function channelFor(world: World, user: User, name: string): Channel | undefined {
  return name === 'dm' ? directMessages(world.workspace, user.id) : findChannel(world.workspace, name);
}

function messageAt(
  world: World,
  user: User,
  at: { channel?: string | undefined; ts?: string | undefined },
): VisibleMessage | undefined {
  const channel = at.channel === undefined ? undefined : channelFor(world, user, at.channel);
  return visibleMessages(world, user).find(
    (shown) => shown.message.ts === at.ts && (at.channel === undefined || shown.channel === channel),
  );
}
