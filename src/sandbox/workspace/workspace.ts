import type { Block } from '../block-kit/blocks.js';
import type { HomeView, ModalView } from './view.js';

/** A Slack workspace, by id and by the first part of its address. */
export interface Team {
  readonly id: string;
  readonly domain: string;
}

/** A person or the app's bot. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly team: Team;
  readonly isBot: boolean;
  /** A guest. */
  readonly isRestricted: boolean;
  /** Somebody of another workspace, here by Slack Connect. */
  readonly isStranger: boolean;
  /** Deactivated. */
  deleted: boolean;
}

/** A group of people with a handle. */
export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

/** A message in a channel: text and blocks as they were sent. */
export interface Message {
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly user: string;
  readonly byApp: boolean;
  text: string;
  blocks: Block[];
  fileIds: readonly string[];
  /** The one person who sees it, for an ephemeral message. */
  readonly ephemeralTo: string | undefined;
  editedTs: string | undefined;
  readonly metadata: unknown;
}

/** A channel, or the direct messages between the app and one person (`im`). */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  archived: boolean;
  readonly members: Set<string>;
  readonly messages: Message[];
}

/** Whether a person knows of the channel at all: guests and outsiders do only where they are members. */
export function canSee(user: User, channel: Channel): boolean {
  if (channel.members.has(user.id)) return true;
  return channel.kind === 'public' && !user.isRestricted && !user.isStranger;
}

/** A file, from the moment its upload was announced. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly length: number;
  readonly user: string;
  readonly created: number;
  content: Buffer | undefined;
  /** `completed` once files.completeUploadExternal took it, or a person uploaded it. */
  completed: boolean;
  readonly shares: { readonly channel: string; readonly ts: string }[];
}

/** What a person is told outside of any channel or modal: a toast, an error beside a button. */
export interface Notice {
  readonly user: string;
  readonly text: string;
  readonly at: number;
}

/** Everything there is in the local Slack. Memory only: it ends with the process. */
export interface Workspace {
  readonly team: Team;
  readonly bot: User;
  readonly appId: string;
  readonly botId: string;
  readonly users: Map<string, User>;
  readonly userGroups: Map<string, UserGroup>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  /** The stack of modals of each user, the visible one last. */
  readonly modals: Map<string, ModalView[]>;
  readonly homes: Map<string, HomeView>;
  readonly notices: Notice[];
  lastTs: number;
  /** When something last happened, for those who wait until the screen is quiet, and those who want to hear of it. */
  activity: { at: number; pendingCalls: number; readonly watchers: Set<() => void> };
}

/** A message timestamp: seconds and microseconds, never given twice. */
export function nextTs(workspace: Workspace, now: number): string {
  workspace.lastTs = Math.max(workspace.lastTs + 1, now * 1000);
  const micros = String(workspace.lastTs % 1_000_000).padStart(6, '0');
  return `${Math.floor(workspace.lastTs / 1_000_000)}.${micros}`;
}
