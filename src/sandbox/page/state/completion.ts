import type { Screen } from '../../screen/screen.js';

/** What can be put where something is being typed. */
export interface Completion {
  readonly label: string;
  readonly detail: string;
  readonly hint?: string;
  /** The whole text once it is taken. */
  readonly text: string;
  /** A shortcut of the app that is used instead. */
  readonly shortcut?: string;
}

type Known = Pick<Screen, 'commands' | 'people' | 'groups' | 'shortcuts'>;

/** Completions for a text that ends where the caret is: commands at its beginning, people and groups after `@`. */
export function completions(text: string, known: Known): Completion[] {
  if (/^\/[^\s/]*$/.test(text)) return [...commandsFor(text, known), ...shortcutsFor(text.slice(1), known)];
  const [, before = '', typed] = /^([\s\S]*(?:^|\s))@([\w.-]*)$/.exec(text) ?? [];
  return typed === undefined ? [] : namesFor(before, typed.toLowerCase(), known);
}

/** The usage hint of the command that is being typed, once its name is there. */
export function usageHint(text: string, { commands }: Known): string | null {
  const command = commands.find((each) => text === each.command || text.startsWith(`${each.command} `));
  return command && command.hint !== '' ? `${command.command} ${command.hint}` : null;
}

function commandsFor(typed: string, { commands }: Known): Completion[] {
  const invite = {
    command: '/invite',
    description: 'Add somebody, or the app, to this channel',
    hint: '@name',
  };
  return [...commands, invite]
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, description, hint }) => ({
      ...{ label: command, detail: description, hint, text: `${command} ` },
    }));
}

/** What the app offers from anywhere, listed as Slack lists it: with the commands. */
function shortcutsFor(typed: string, { shortcuts }: Known): Completion[] {
  return shortcuts
    .filter(({ name, type }) => type === 'global' && name.toLowerCase().includes(typed.toLowerCase()))
    .map(({ name }) => ({ label: name, detail: 'Shortcut', text: '', shortcut: name }));
}

function namesFor(before: string, typed: string, { people, groups }: Known): Completion[] {
  const named = people
    .filter(({ isActive }) => isActive)
    .map(({ name, realName }) => ({ name, detail: realName }));
  const grouped = groups.map(({ handle, name }) => ({ name: handle, detail: name }));
  return [...named, ...grouped]
    .filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(typed))
    .slice(0, 8)
    .map(({ name, detail }) => ({ label: `@${name}`, detail, text: `${before}@${name} ` }));
}

/** A message as it leaves the client: Slack's three characters escaped, known names as mentions. Commands stay. */
export function outgoing(text: string, { people, groups }: Known): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('/')) return trimmed;
  const escaped = trimmed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped.replace(/(^|\s)@([\w.-]+)/g, (whole, space: string, name: string) => {
    const person = people.find((each) => each.name === name);
    const group = groups.find((each) => each.handle === name);
    if (person) return `${space}<@${person.id}>`;
    return group ? `${space}<!subteam^${group.id}>` : whole;
  });
}
