import { seededId } from './new-id.js';
import type { Channel, Team, User, UserGroup, Workspace } from './workspace.js';

const people = [
  { name: 'ada', realName: 'Ada Admin' },
  { name: 'ben', realName: 'Ben Admin' },
  { name: 'eve', realName: 'Eve Engineer' },
  { name: 'eli', realName: 'Eli Engineer' },
  { name: 'amy', realName: 'Amy Approver' },
  { name: 'abe', realName: 'Abe Approver' },
  { name: 'gus', realName: 'Gus Guest', isRestricted: true },
  { name: 'zoe', realName: 'Zoe Outsider', isStranger: true },
  { name: 'dan', realName: 'Dan Departed', deleted: true },
] as const;

const team = ['ada', 'ben', 'eve', 'eli', 'amy', 'abe'];

const groups = [
  { handle: 'pki-admins', name: 'PKI admins', members: ['ada', 'ben'] },
  { handle: 'pki-approvers', name: 'PKI approvers', members: ['amy', 'abe'] },
];

const rooms = [
  { name: 'general', kind: 'public', members: team, withBot: false, archived: false },
  { name: 'cert-requests', kind: 'public', members: [...team, 'gus', 'zoe'], withBot: true, archived: false },
  { name: 'random', kind: 'public', members: team, withBot: false, archived: false },
  { name: 'attic', kind: 'public', members: team, withBot: true, archived: true },
  { name: 'secops', kind: 'private', members: ['ada', 'amy'], withBot: true, archived: false },
  { name: 'vault', kind: 'private', members: ['ada', 'eve'], withBot: false, archived: false },
] as const;

/** A private channel with the app in it, and the colleagues in it who are not there already. */
export interface TeamRoom {
  readonly name: string;
  readonly members: readonly string[];
}

/**
 * A small company with guests, an outsider, a leaver, archived and private channels, and the app installed;
 * and with more teams, each in a room of its own, for those who want a bigger one.
 */
export function seedWorkspace(botName: string, teams: readonly TeamRoom[] = []): Workspace {
  const home = { id: seededId('T', 'acme'), domain: 'acme' };
  const partner = { id: seededId('T', 'globex'), domain: 'globex' };
  const seeded = people.map((person) => seedUser(person, 'isStranger' in person ? partner : home));
  const users = [...seeded, ...colleagues(teams).map((name) => seedUser({ name, realName: name }, home))];
  const bot = { ...seedUser({ name: botName, realName: botName }, home), isBot: true };
  const idOf = (name: string): string => users.find((user) => user.name === name)?.id ?? '';
  const channels = [
    ...rooms.map((room) => seedRoom(room, room.members.map(idOf).concat(room.withBot ? [bot.id] : []))),
    ...teams.map(({ name, members }) =>
      seedRoom({ name, kind: 'private', archived: false }, [...members.map(idOf), bot.id]),
    ),
    ...users.map((user) => seedDirectMessages(user, bot)),
  ];
  return {
    team: home,
    bot,
    appId: seededId('A', botName),
    botId: seededId('B', botName),
    users: byId([...users, bot]),
    userGroups: byId(groups.map((group) => seedGroup(group, group.members.map(idOf)))),
    channels: byId(channels),
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    notices: [],
    lastTs: 0,
    activity: { at: 0, pendingCalls: 0, watchers: new Set() },
  };
}

/** Those of the teams who are not in the company yet, each once. */
function colleagues(teams: readonly TeamRoom[]): readonly string[] {
  const known = new Set<string>(people.map(({ name }) => name));
  return [...new Set(teams.flatMap(({ members }) => members))].filter((name) => !known.has(name));
}

function seedUser(
  person: {
    name: string;
    realName: string;
    isRestricted?: boolean;
    isStranger?: boolean;
    deleted?: boolean;
  },
  home: Team,
): User {
  const marks = { isBot: false, isRestricted: false, isStranger: false, deleted: false };
  return { ...marks, ...person, id: seededId('U', person.name), team: home };
}

function seedRoom(
  room: { name: string; kind: 'public' | 'private'; archived: boolean },
  members: string[],
): Channel {
  const { name, kind, archived } = room;
  return { id: seededId('C', name), name, kind, archived, members: new Set(members), messages: [] };
}

function seedDirectMessages(user: User, bot: User): Channel {
  const members = new Set([user.id, bot.id]);
  return {
    id: seededId('D', user.name),
    name: `@${user.name}`,
    kind: 'im',
    archived: false,
    members,
    messages: [],
  };
}

function seedGroup(group: { handle: string; name: string }, users: string[]): UserGroup {
  return { id: seededId('S', group.handle), handle: group.handle, name: group.name, users };
}

function byId<T extends { id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}
