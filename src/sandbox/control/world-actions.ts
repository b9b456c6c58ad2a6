import { z } from 'zod';
import { settle } from '../client/settle.js';
import type { ApiParts } from '../http/web-api-route.js';
import { fault } from '../methods/faults.js';
import { findChannel, findUser } from '../workspace/find.js';
import { noteActivity } from '../workspace/post-message.js';
import type { Channel, User } from '../workspace/workspace.js';
import { controlRequests } from './control-requests.js';
import { inWords } from './person-actions.js';

type Answer = Readonly<Record<string, unknown>> & { readonly ok: boolean };
export type WorldAction = (parts: ApiParts, sent: unknown) => Promise<Answer> | Answer;

function action<Body extends z.ZodType>(
  schema: Body,
  act: (parts: ApiParts, body: z.infer<Body>) => Promise<Answer> | Answer,
): WorldAction {
  return (parts, sent) => {
    const parsed = schema.safeParse(sent);
    if (!parsed.success) return { ok: false, error: parsed.error.issues.map(inWords).join('; ') };
    return act(parts, parsed.data);
  };
}

/** What happens to the workspace and to the connection, by the last part of the path. */
export const worldActions: Readonly<Record<string, WorldAction>> = {
  invite: action(controlRequests.invite, (parts, body) =>
    changeMembers(parts, body, (channel, user) => channel.members.add(user.id)),
  ),
  kick: action(controlRequests.kick, (parts, body) =>
    changeMembers(parts, body, (channel, user) => channel.members.delete(user.id)),
  ),
  deactivate: action(controlRequests.deactivate, ({ world }, body) => {
    const user = findUser(world.workspace, body.user);
    if (!user) return { ok: false, error: `no user is called ${body.user}` };
    user.deleted = body.deactivated;
    noteActivity(world);
    return { ok: true };
  }),
  archive: action(controlRequests.archive, ({ world }, body) => {
    const channel = findChannel(world.workspace, body.channel);
    if (!channel) return { ok: false, error: `no channel is called ${body.channel}` };
    channel.archived = body.archived;
    return { ok: true };
  }),
  faults: action(z.union([fault, z.array(fault)]), ({ faults }, body) => {
    for (const each of Array.isArray(body) ? body : [body]) faults.add(each);
    return { ok: true };
  }),
  'clear-faults': action(z.strictObject({}), ({ faults }) => {
    faults.clear();
    return { ok: true };
  }),
  'request-url': action(controlRequests['request-url'], ({ world }, { url }) =>
    world.delivery.setRequestUrl(url),
  ),
  switch: action(controlRequests.switch, async ({ switches }, { name, on }) => {
    const found = Object.hasOwn(switches, name) ? switches[name] : undefined;
    if (!found) return { ok: false, error: `there is no ${name} to turn off and on here` };
    if (found.isOn() !== on) await found.turn(on);
    return { ok: true };
  }),
  disconnect: action(controlRequests.disconnect, ({ world }, { how }) => ({
    ok: true,
    connections: world.delivery.disconnect(how),
  })),
  redeliver: action(z.strictObject({}), async ({ world }) => {
    const outcome = await world.delivery.redeliver();
    await settle(world);
    if (!outcome) return { ok: false, error: 'nothing was delivered yet' };
    return { ok: outcome.kind === 'acknowledged', outcome };
  }),
};

function changeMembers(
  { world }: ApiParts,
  body: { channel: string; user?: string | undefined },
  change: (channel: Channel, user: User) => unknown,
): Answer {
  const channel = findChannel(world.workspace, body.channel);
  const user = body.user === undefined ? world.workspace.bot : findUser(world.workspace, body.user);
  if (!channel) return { ok: false, error: `no channel is called ${body.channel}` };
  if (!user) return { ok: false, error: `no user is called ${body.user}` };
  change(channel, user);
  noteActivity(world);
  return { ok: true };
}
