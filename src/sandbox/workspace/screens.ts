import { limits } from '../block-kit/limits.js';
import type { HomeContent, ModalContent, ViewContent } from '../block-kit/view.js';
import { inputState } from '../client/input-state.js';
import type { World } from '../world.js';
import { newId } from './new-id.js';
import { noteActivity } from './post-message.js';
import type { HomeView, ModalView, View } from './view.js';

/** The modals on this user's screen, the visible one last. */
export function modalStack(world: World, user: string): ModalView[] {
  return world.workspace.modals.get(user) ?? [];
}

/** A view that is on some screen now; one that was closed is not found. */
export function findView(
  world: World,
  key: { id?: string | undefined; externalId?: string | undefined },
): View | undefined {
  const views = [...[...world.workspace.modals.values()].flat(), ...world.workspace.homes.values()];
  return views.find((view) =>
    key.id !== undefined ? view.id === key.id : view.content.external_id === key.externalId,
  );
}

/** Whether another view already has this external id. */
export function isExternalIdTaken(world: World, content: ViewContent, except?: string): boolean {
  if (content.external_id === '') return false;
  const holder = findView(world, { externalId: content.external_id });
  return holder !== undefined && holder.id !== except;
}

/** Opens a stack of modals; one that was open goes. */
export function openModal(
  world: World,
  { user, channel }: { user: string; channel: string | undefined },
  content: ModalContent,
): ModalView {
  const view = { ...newRecord(user, channel), content, state: inputState(content.blocks, { channel }) };
  world.workspace.modals.set(user, [view]);
  noteActivity(world);
  return view;
}

/** Puts a modal over those of the stack, or undefined when three are open. */
export function pushModal(world: World, user: string, content: ModalContent): ModalView | undefined {
  const stack = modalStack(world, user);
  const top = stack.at(-1);
  if (!top || stack.length >= limits.view.stack) return undefined;
  const { channel } = top;
  const record = { ...newRecord(user, channel), rootId: top.rootId, previousId: top.id };
  const view = { ...record, content, state: inputState(content.blocks, { channel }) };
  world.workspace.modals.set(user, [...stack, view]);
  noteActivity(world);
  return view;
}

/** Shows other content in a modal that is open; what was entered stays where the ids stay. */
export function replaceModal(world: World, view: ModalView, content: ModalContent): void {
  view.content = content;
  refresh(world, view);
}

/** Shows other content in an App Home. */
export function replaceHome(world: World, view: HomeView, content: HomeContent): void {
  view.content = content;
  refresh(world, view);
}

/** Sets what this user's App Home shows. */
export function publishHome(world: World, user: string, content: HomeContent): HomeView {
  const before = world.workspace.homes.get(user);
  if (before) {
    replaceHome(world, before, content);
    return before;
  }
  const view = { ...newRecord(user), content, state: inputState(content.blocks) };
  world.workspace.homes.set(user, view);
  noteActivity(world);
  return view;
}

/** Takes one modal off the stack; what was below it is visible then. */
export function closeView(world: World, view: ModalView): void {
  const rest = modalStack(world, view.user).filter((each) => each !== view);
  if (rest.length > 0) world.workspace.modals.set(view.user, rest);
  else world.workspace.modals.delete(view.user);
  noteActivity(world);
}

/** Closes the whole stack. */
export function closeAll(world: World, user: string): void {
  world.workspace.modals.delete(user);
  noteActivity(world);
}

/** Whether the modal is still on the screen of the one who opened it. */
export function isOpen(world: World, view: ModalView): boolean {
  return modalStack(world, view.user).includes(view);
}

function refresh(world: World, view: View): void {
  view.hash = newHash();
  view.state = inputState(view.content.blocks, { before: view.state, channel: view.channel });
  view.fieldErrors.clear();
  view.error = undefined;
  view.openedAt = undefined;
  noteActivity(world);
}

type ViewRecord = Omit<ModalView, 'content' | 'state'>;

function newRecord(user: string, channel?: string): ViewRecord {
  const id = newId('V');
  return {
    id,
    user,
    channel,
    hash: newHash(),
    rootId: id,
    previousId: undefined,
    fieldErrors: new Map(),
    error: undefined,
    submitting: false,
    openedAt: undefined,
  };
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${newId('')}`;
}
