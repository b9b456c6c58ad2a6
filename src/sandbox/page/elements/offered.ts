import type { InteractiveElement } from '../../block-kit/elements.js';
import type { Screen } from '../../screen/screen.js';

/** One thing that a menu offers. `key` is what is sent. */
export interface Offered {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly group?: string | undefined;
}

export type Menu = Extract<
  InteractiveElement,
  {
    type:
      | 'static_select'
      | 'multi_static_select'
      | 'users_select'
      | 'multi_users_select'
      | 'conversations_select'
      | 'channels_select';
  }
>;

/** Everything a menu offers to the person who looks at it. */
export function offeredBy(element: Menu, screen: Screen): Offered[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return options(element);
    case 'users_select':
    case 'multi_users_select':
      return screen.people
        .filter(({ isActive }) => isActive)
        .map(({ id, name, realName }) => ({ key: id, label: name, detail: realName }));
    case 'channels_select':
      return screen.channels
        .filter(({ kind, isArchived }) => kind === 'public' && !isArchived)
        .map(({ id, name }) => ({ key: id, label: `#${name}` }));
    case 'conversations_select':
      return conversations(element, screen);
  }
}

function options(element: Extract<Menu, { type: 'static_select' | 'multi_static_select' }>): Offered[] {
  const groups = element.option_groups ?? [{ label: undefined, options: element.options ?? [] }];
  return groups.flatMap((group) =>
    group.options.map(({ text, value, description }) => ({
      ...{ key: value, label: text.text, detail: description?.text, group: group.label?.text },
    })),
  );
}

function conversations(
  element: Extract<Menu, { type: 'conversations_select' }>,
  { channels, people }: Screen,
): Offered[] {
  const { include, exclude_external_shared_channels: excludesShared } = element.filter ?? {};
  const outsiders = new Set(people.filter(({ kind }) => kind === 'outsider').map(({ id }) => id));
  return channels
    .filter(({ kind, isArchived }) => !isArchived && (include?.includes(kind) ?? true))
    .filter(({ members }) => !(excludesShared && members.some((id) => outsiders.has(id))))
    .map(({ id, name, kind }) => ({
      ...{ key: id, label: kind === 'im' ? name : `#${name}` },
      ...(kind === 'private' ? { detail: 'private' } : {}),
    }));
}

/** Those whose words hold what was typed, wherever. */
export function matching(offered: readonly Offered[], typed: string): Offered[] {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, '');
  return offered.filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(wanted));
}
