import type { Block } from '../block-kit/blocks.js';
import { nameOf } from '../workspace/find.js';
import { modalStack } from '../workspace/screens.js';
import type { View } from '../workspace/view.js';
import type { Channel, Message, User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { fieldNames } from './field-name.js';
import { currentValue } from './input-state.js';
import { placedElements } from './surface.js';
import { visibleValue } from './visible-value.js';

/** A view as the control API tells of it: by labels and visible values. */
export interface ShownView {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly callback_id: string;
  readonly blocks: readonly Block[];
  /** What each field shows, by its label; a label that occurs again has " (2)" behind it. */
  readonly values: Readonly<Record<string, string | string[] | null>>;
  /** What is said at fields, by their labels. */
  readonly errors: Readonly<Record<string, string>>;
  /** What is said about the whole view. */
  readonly error?: string;
}

export function describeView(world: World, view: View): ShownView {
  const { content } = view;
  return {
    id: view.id,
    user: nameOf(world.workspace, view.user),
    type: content.type,
    title: content.type === 'modal' ? content.title.text : 'Home',
    ...(content.type === 'modal' && content.submit ? { submit: content.submit.text } : {}),
    ...(content.type === 'modal' ? { close: content.close?.text ?? 'Cancel' } : {}),
    callback_id: content.callback_id,
    blocks: content.blocks,
    values: shownValues(world, view),
    errors: shownErrors(view),
    ...(view.error === undefined ? {} : { error: view.error }),
  };
}

/** The modals of everyone or of one user, the visible one of each last. */
export function describeModals(world: World, user?: User): ShownView[] {
  const owners = user ? [user.id] : [...world.workspace.modals.keys()];
  return owners.flatMap((owner) => modalStack(world, owner)).map((view) => describeView(world, view));
}

function shownValues(world: World, view: View): ShownView['values'] {
  const entries: [string, string | string[] | null][] = [];
  for (const placed of placedElements({ kind: 'view', view })) {
    const value = currentValue(view.state, placed);
    if (!value) continue;
    const name = fieldNames(placed)[0] ?? placed.element.type;
    entries.push([unusedName(name, entries), visibleValue(world, value)]);
  }
  return Object.fromEntries(entries);
}

function shownErrors(view: View): ShownView['errors'] {
  const entries: [string, string][] = [];
  for (const block of view.content.blocks) {
    const text = view.fieldErrors.get(block.block_id);
    if (text === undefined) continue;
    const name = block.type === 'input' ? block.label.text : block.block_id;
    entries.push([unusedName(name, entries), text]);
  }
  return Object.fromEntries(entries);
}

function unusedName(name: string, taken: readonly (readonly [string, unknown])[]): string {
  const same = taken.filter(([other]) => other === name || other.startsWith(`${name} (`)).length;
  return same === 0 ? name : `${name} (${same + 1})`;
}

/** A message as the control API tells of it: by names, with what everyone sees in it. */
export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: { id: string; name: string; title: string }[];
  readonly ephemeral_to?: string;
  readonly edited?: true;
}

export function describeMessage(world: World, channel: Channel, message: Message): ShownMessage {
  const { workspace } = world;
  return {
    channel: channel.name,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    user: nameOf(workspace, message.user),
    text: message.text,
    blocks: message.blocks,
    files: message.fileIds.flatMap((id) => {
      const file = workspace.files.get(id);
      return file ? [{ id, name: file.name, title: file.title }] : [];
    }),
    ...(message.ephemeralTo === undefined ? {} : { ephemeral_to: nameOf(workspace, message.ephemeralTo) }),
    ...(message.editedTs === undefined ? {} : { edited: true }),
  };
}
