import {
  describeMessage,
  describeView,
  type ShownMessage,
  type ShownView,
} from '../client/describe-screen.js';
import type { Outcome } from '../client/outcome.js';
import { settle } from '../client/settle.js';
import { visibleMessages } from '../client/visible-messages.js';
import { findUser } from '../workspace/find.js';
import { modalStack } from '../workspace/screens.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';

/** What a user sees after they did something. */
export interface ControlAnswer {
  readonly ok: boolean;
  /** Their visible modal. */
  readonly view?: ShownView;
  /** Their App Home, once the app published one. */
  readonly home?: ShownView;
  /** What is said at that modal's fields, by label. */
  readonly errors?: Readonly<Record<string, string>>;
  /** The messages that came or changed for them meanwhile. */
  readonly messages?: readonly ShownMessage[];
  readonly error?: string;
}

/**
 * Lets a user do something, and answers when their screen is quiet again. Not `ok` is what did not work, what
 * the user was told went wrong, and fields that need attention.
 */
export async function actAs(
  world: World,
  name: string,
  action: (user: User) => Promise<Outcome> | Outcome,
): Promise<ControlAnswer> {
  const user = findUser(world.workspace, name);
  if (!user || user.isBot) return { ok: false, error: `no user is called ${name}` };
  if (user.deleted) return { ok: false, error: `${name} is deactivated` };
  const before = signatures(world, user);
  const outcome = await action(user);
  await settle(world, user);
  const messages = visibleMessages(world, user)
    .map(({ channel, message }) => describeMessage(world, channel, message))
    .filter((message) => before.get(message.ts) !== JSON.stringify(message));
  return { ...outcome, ...screen(world, user), messages };
}

function screen(world: World, user: User): Pick<ControlAnswer, 'view' | 'home' | 'errors'> {
  const home = world.workspace.homes.get(user.id);
  const top = modalStack(world, user.id).at(-1);
  const view = top && describeView(world, top);
  return {
    ...(view ? { view } : {}),
    ...(view && Object.keys(view.errors).length > 0 ? { errors: view.errors } : {}),
    ...(home ? { home: describeView(world, home) } : {}),
  };
}

function signatures(world: World, user: User): Map<string, string> {
  const messages = visibleMessages(world, user).map(({ channel, message }) =>
    describeMessage(world, channel, message),
  );
  return new Map(messages.map((message) => [message.ts, JSON.stringify(message)]));
}
