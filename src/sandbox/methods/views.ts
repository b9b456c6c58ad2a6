import { z } from 'zod';
import type { HomeContent, ModalContent, ViewContent } from '../block-kit/view.js';
import { viewPayload } from '../payloads/view-payload.js';
import {
  findView,
  modalStack,
  openModal,
  publishHome,
  pushModal,
  replaceHome,
  replaceModal,
} from '../workspace/screens.js';
import type { Trigger } from '../workspace/trigger.js';
import { usableTrigger } from '../workspace/triggers.js';
import type { ModalView, View } from '../workspace/view.js';
import type { World } from '../world.js';
import { structure, text } from './arguments.js';
import { type Answer, method, type Refusal, refuse } from './method.js';
import { readView } from './read-view.js';

const row = { token: 'bot', scopes: [], tier: 4 } as const;
const opening = z.strictObject({ trigger_id: text, view: structure });

/** views.open: needs a live trigger; a modal that is open gives way. */
export const viewsOpen = method({
  ...row,
  name: 'views.open',
  args: opening,
  run: (world, args) => {
    const given = modalAndTrigger(world, args);
    if (!given.ok) return given;
    given.trigger.used = true;
    return opened(world, openModal(world, given.trigger, given.content));
  },
});

/** Needs a trigger from the open modal itself, and room on the stack of three. */
export const viewsPush = method({
  ...row,
  name: 'views.push',
  args: opening,
  run: (world, args) => {
    const given = modalAndTrigger(world, args);
    if (!given.ok) return given;
    const { trigger, content } = given;
    if (trigger.viewId === undefined) return refuse('invalid_trigger_id');
    const stack = modalStack(world, trigger.user);
    if (!stack.some((view) => view.id === trigger.viewId)) return refuse('not_found');
    const pushed = pushModal(world, trigger.user, content);
    if (!pushed) return refuse('push_limit_reached');
    trigger.used = true;
    return opened(world, pushed);
  },
});

/** views.update: any view that is still open, by its id or external id, no trigger needed. */
export const viewsUpdate = method({
  ...row,
  name: 'views.update',
  args: z
    .strictObject({
      view_id: text.optional(),
      external_id: text.optional(),
      hash: text.optional(),
      view: structure,
    })
    .refine((it) => (it.view_id === undefined) !== (it.external_id === undefined), {
      message: 'must provide exactly one of view_id and external_id',
    }),
  run: (world, args) => {
    const target = findView(world, { id: args.view_id, externalId: args.external_id });
    if (!target) return refuse('not_found');
    if (args.hash !== undefined && args.hash !== target.hash) return refuse('hash_conflict');
    const parsed = readView(world, args.view, target.id);
    if (!parsed.ok) return parsed;
    return replace(world, target, parsed.content);
  },
});

/** views.publish: what one person's App Home shows. */
export const viewsPublish = method({
  ...row,
  name: 'views.publish',
  args: z.strictObject({ user_id: text, view: structure, hash: text.optional() }),
  run: (world, args) => {
    if (!world.manifest.features.app_home.home_tab_enabled) return refuse('not_enabled');
    const user = world.workspace.users.get(args.user_id);
    if (!user || user.isBot) return refuse('invalid_arguments', ['[ERROR] invalid user_id']);
    const before = world.workspace.homes.get(user.id);
    if (args.hash !== undefined && args.hash !== before?.hash) return refuse('hash_conflict');
    const parsed = readView(world, args.view, before?.id);
    if (!parsed.ok) return parsed;
    if (parsed.content.type !== 'home') return wrongType('home');
    return shown(world, publishHome(world, user.id, parsed.content));
  },
});

function opened(world: World, view: ModalView): Answer {
  view.openedAt = Date.now();
  return shown(world, view);
}

function shown(world: World, view: View): Answer {
  return { ok: true, view: viewPayload(world, view, view.state) };
}

function replace(world: World, target: View, content: ViewContent): Answer {
  if (isModal(target.content) && isModal(content)) {
    const modal = modalStack(world, target.user).find((view) => view.id === target.id);
    if (!modal) return refuse('not_found');
    replaceModal(world, modal, content);
    return shown(world, modal);
  }
  const home = world.workspace.homes.get(target.user);
  if (home?.id !== target.id || isModal(content)) return wrongType(target.content.type);
  replaceHome(world, home, content);
  return shown(world, home);
}

const isModal = (content: ModalContent | HomeContent): content is ModalContent => content.type === 'modal';

const wrongType = (expected: string): Refusal =>
  refuse('invalid_arguments', [`[ERROR] must be a ${expected} view [json-pointer:/view/type]`]);

type Opening = { readonly ok: true; readonly trigger: Trigger; readonly content: ModalContent } | Refusal;

function modalAndTrigger(world: World, args: { trigger_id: string; view?: unknown }): Opening {
  const trigger = usableTrigger(world, args.trigger_id);
  if (typeof trigger === 'string') return refuse(trigger);
  const parsed = readView(world, args.view);
  if (!parsed.ok) return parsed;
  return parsed.content.type === 'modal'
    ? { ok: true, trigger, content: parsed.content }
    : wrongType('modal');
}
