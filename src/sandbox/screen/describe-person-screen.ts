import { visibleMessages } from '../client/visible-messages.js';
import { modalStack } from '../workspace/screens.js';
import { type Channel, canSee, type Message, type User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { describeShownView } from './describe-shown-view.js';
import type { Person, Screen, ShownChannel, ShownMessage } from './screen.js';

/** What this person's client shows now. */
export function describePersonScreen(world: World, me: User): Screen {
  const { workspace, manifest } = world;
  const home = workspace.homes.get(me.id);
  return {
    team: { id: workspace.team.id, name: workspace.team.domain },
    app: describeApp(world),
    me: me.id,
    people: [...workspace.users.values()].map(describePerson),
    groups: [...workspace.userGroups.values()].map(({ id, handle, name, users }) => ({
      ...{ id, handle, name },
      members: [...users],
    })),
    channels: [...workspace.channels.values()]
      .filter((channel) => canSee(me, channel))
      .map((channel) => describeChannel(world, me, channel)),
    modals: modalStack(world, me.id).map(describeShownView),
    home: home ? describeShownView(home) : null,
    notices: workspace.notices
      .filter((notice) => notice.user === me.id)
      .map(({ text, at }) => ({ text, at })),
    commands: manifest.features.slash_commands.map(({ command, description, usage_hint = '' }) => ({
      ...{ command, description, hint: usage_hint },
    })),
    shortcuts: manifest.features.shortcuts.map(({ name, type }) => ({ name, type })),
    newest: describeNewest(world),
  };
}

function describeApp({ workspace, manifest }: World): Screen['app'] {
  const { app_home } = manifest.features;
  return {
    id: workspace.bot.id,
    name: manifest.display_information.name,
    description: manifest.display_information.description ?? '',
    hasHome: app_home.home_tab_enabled,
    hasMessages: app_home.messages_tab_enabled,
    isReadOnly: app_home.messages_tab_read_only_enabled,
  };
}

function describePerson(user: User): Person {
  const { id, name, realName } = user;
  return { id, name, realName, kind: kindOf(user), isActive: !user.deleted };
}

function kindOf(user: User): Person['kind'] {
  if (user.isBot) return 'bot';
  if (user.isStranger) return 'outsider';
  return user.isRestricted ? 'guest' : 'member';
}

function describeChannel(world: World, me: User, channel: Channel): ShownChannel {
  const { id, name, kind } = channel;
  const isMember = channel.members.has(me.id);
  const messages = isMember ? channel.messages.filter((message) => isVisible(message, me)) : [];
  return {
    ...{ id, name, kind, isMember },
    isArchived: channel.archived,
    members: [...channel.members],
    messages: messages.map((message) => describeMessage(world, message)),
  };
}

function isVisible({ ephemeralTo }: Message, me: User): boolean {
  return ephemeralTo === undefined || ephemeralTo === me.id;
}

function describeMessage({ workspace }: World, message: Message): ShownMessage {
  const { ts, user, byApp, text, blocks } = message;
  return {
    ...{ ts, user, byApp, text, blocks },
    threadTs: message.threadTs ?? null,
    files: message.fileIds.flatMap((id) => {
      const file = workspace.files.get(id);
      return file ? [{ id, name: file.name, title: file.title, bytes: file.length }] : [];
    }),
    isEphemeral: message.ephemeralTo !== undefined,
    isEdited: message.editedTs !== undefined,
  };
}

function describeNewest(world: World): Screen['newest'] {
  const people = [...world.workspace.users.values()].filter(({ isBot, deleted }) => !isBot && !deleted);
  return Object.fromEntries(people.map((person) => [person.id, newestFor(world, person)]));
}

/** By channel, the newest message that somebody else wrote and that is not hidden in a thread. */
function newestFor(world: World, person: User): Record<string, string> {
  const shown = visibleMessages(world, person).filter(
    ({ message }) =>
      message.user !== person.id && (message.threadTs === undefined || message.threadTs === message.ts),
  );
  return Object.fromEntries(shown.map(({ channel, message }) => [channel.id, message.ts]));
}
