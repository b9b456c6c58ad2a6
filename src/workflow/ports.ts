import type { AuditEntry } from '../domain/audit-entry.js';
import type { Draft } from '../domain/draft.js';
import type { Binding, EncryptedValue } from '../domain/encrypted-value.js';
import type { Person } from '../domain/person.js';
import type { Profile, ProfileVersion } from '../domain/profile.js';
import type { Progress } from '../domain/progress.js';
import type { Request, Status } from '../domain/request.js';
import type { RunLog } from '../domain/run-log.js';
import type { Script } from '../domain/script.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import type { UploadedScript } from '../domain/uploaded-script.js';
import type { WorkerRecord } from '../domain/worker-record.js';

/** What the workflow needs from outside. Refusals are values; "could not find out" throws. */

/** Events, not prose: a fixed short message and fields. pino's shape. */
export type EventLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** Milliseconds since the epoch. */
export type Clock = { now(): number };

/** Random ids: `request` and `profile` ids are checked against the store by whoever creates the record. */
export type Ids = { request(): string; profile(): string; secret(): string };

/**
 * A record that must still be at this revision for the step to count. `mostIssuing`: fewer requests of the profile
 * than that must be issuing.
 */
export type Guard = {
  readonly kind: 'profile';
  readonly id: string;
  readonly revision: number;
  readonly mostIssuing?: number;
};

/** What a change makes of a record: the next record with its audit entry, or a refusal with the reasons. */
export type Change<R, F> =
  | { readonly next: R; readonly audit: AuditEntry; readonly guard?: Guard }
  | { readonly refusal: F };

export type Changed<R, F> =
  | { readonly kind: 'changed'; readonly record: R }
  | { readonly kind: 'refused'; readonly refusal: F; readonly record: R }
  | { readonly kind: 'guard-failed'; readonly record: R }
  | { readonly kind: 'missing' };

/** What a request has to be to be found: all that is given. `name` is a whole name or common name. */
export type RequestFilter = {
  readonly requester?: string;
  readonly status?: Status;
  readonly profileId?: string;
  readonly name?: string;
};

/** One page of ids. `isAll`: `total` counts all there are; else only those among the ones looked at. */
export type FoundIds = { readonly ids: readonly string[]; readonly total: number; readonly isAll: boolean };

/** Where a request is found by what it asks for. `readsAs`: issued ones with a name of this skeleton. */
export type Trace =
  | { readonly commonName: string }
  | { readonly name: string }
  | { readonly publicKeySha256: string }
  | { readonly readsAs: string };

/** Requests. The store sets `revision`; `change` is pure and may be called again when another writer was first. */
export type RequestStore = {
  create(request: Request, audit: AuditEntry, guard: Guard): Promise<'created' | 'id-taken' | 'guard-failed'>;
  read(id: string): Promise<Request | null>;
  update<F>(id: string, change: (request: Request) => Change<Request, F>): Promise<Changed<Request, F>>;
  /** Ids in this state whose last change was at or before `until` (ms), oldest first. */
  inState(status: Status, until: number, limit: number): Promise<readonly string[]>;
  ofProfile(profileId: string, limit: number): Promise<readonly string[]>;
  /** Ids of requests that meet every condition, newest first (with a status alone: last changed first). */
  find(filter: RequestFilter, range: { readonly skip: number; readonly limit: number }): Promise<FoundIds>;
  /** Ids of issued requests, of one requester or of all, whose certificates end in this span (ms), soonest first. */
  ending(
    span: { readonly from: number; readonly until: number; readonly requester?: string },
    limit: number,
  ): Promise<readonly string[]>;
  /** For each trace the ids of requests, newest first, at most `limit` each. */
  traced(traces: readonly Trace[], limit: number): Promise<readonly (readonly string[])[]>;
  /** When the certificates of these requests end (ms); null for those that are not issued. */
  certificateEnds(ids: readonly string[]): Promise<readonly (number | null)[]>;
  /** Ids, pending or approved, whose time was over at or before `now`. */
  expiring(now: number, limit: number): Promise<readonly string[]>;
  /** Ids, pending, whose next reminder was due at or before `now`. */
  toRemind(now: number, limit: number): Promise<readonly string[]>;
  /** How many requests of a profile are issuing. */
  issuingOf(profileId: string): Promise<number>;
  /** Ids of approved requests of a profile, the first approved first. */
  waitingRuns(profileId: string, limit: number): Promise<readonly string[]>;
  /** Moves the end of the lease of run `run`. False: the request is no longer issuing under that run. */
  renewLease(id: string, run: number, until: number): Promise<boolean>;
  /** Ids whose lease ended at or before `now`. */
  lapsedLeases(now: number, limit: number): Promise<readonly string[]>;
  /** Ids at rest since `until` (ms) or longer that still hold sensitive values for a retry. */
  holdingSensitive(until: number, limit: number): Promise<readonly string[]>;
  /** Ids with a change that was not yet made visible. */
  dueAnnouncements(limit: number): Promise<readonly string[]>;
  /** The thread shows `revision`: nothing is due unless the record moved on. */
  settleAnnouncement(id: string, revision: number): Promise<void>;
};

export type ProfileStore = {
  /** Revision 1 under a name that is free; appends the version to the history. */
  create(profile: Profile, audit: AuditEntry): Promise<'created' | 'name-taken' | 'id-taken'>;
  read(id: string): Promise<Profile | null>;
  byName(name: string): Promise<Profile | null>;
  /** As RequestStore.update; a changed name is claimed in the same step. */
  update<F>(
    id: string,
    change: (profile: Profile) => Change<Profile, F>,
  ): Promise<Changed<Profile, F> | { readonly kind: 'name-taken' }>;
  /** All that are not deleted, by name. */
  list(): Promise<readonly Profile[]>;
  versions(id: string): Promise<readonly ProfileVersion[]>;
  /** Ids of profiles with news that were not told yet, deleted ones too. */
  withNews(limit: number): Promise<readonly string[]>;
};

/** Acts that change no record: a look, an export. Never a sensitive value. */
export type AuditLog = { append(entry: AuditEntry): Promise<void> };

/** Says that a profile has news to tell. Never throws and waits for nothing: what is lost is found later. */
export type ProfileNewsWake = { wake(profileId: string): void };

export type ScriptStore = {
  /** Keeps the script under its hash; the same bytes twice are one entry. Gives the hash. */
  keep(script: Script): Promise<string>;
  /** The script with this hash, its bytes checked against the hash. */
  read(hash: string): Promise<Script | null>;
};

/** Scripts on the bot's disk that a profile may take. */
export type ScriptShelf = { names(): Promise<readonly string[]>; read(name: string): Promise<Script | null> };

/** Scripts that came through Slack: the newest of each name. Their bytes are in the script store. */
export type ScriptUploads = {
  list(): Promise<readonly UploadedScript[]>;
  read(name: string): Promise<UploadedScript | null>;
  /** In the place of what stood under its name. */
  put(uploaded: UploadedScript, audit: AuditEntry): Promise<void>;
};

/** Looks at a script without running it. Errors: it cannot work; warnings: somebody should look. In words, with places. */
export type ScriptChecker = {
  checkScript(
    script: Script,
  ): Promise<{ readonly errors: readonly string[]; readonly warnings: readonly string[] }>;
};

/** Half-filled modals: what was typed and sealed so far, for one person, for a day. */
export type DraftStore = {
  create(draft: Draft): Promise<void>;
  read(id: string): Promise<Draft | null>;
  /** Null when the draft is gone. `change` is pure and may be called again. */
  update(id: string, change: (draft: Draft) => Draft): Promise<Draft | null>;
  remove(id: string): Promise<void>;
};

export type ThreadStore = {
  read(requestId: string): Promise<ThreadRecord | null>;
  save(thread: ThreadRecord): Promise<void>;
  /** One announcer per request at a time. Null: somebody else has it. The lock ends by itself after `ms`. */
  lock(requestId: string, ms: number): Promise<Lock | null>;
};

/** `renew` makes it end `ms` from now; false: it ended before. */
export type Lock = { renew(ms: number): Promise<boolean>; release(): Promise<void> };

export type RunLogStore = {
  save(log: RunLog): Promise<void>;
  read(requestId: string, run: number): Promise<RunLog | null>;
};

/** The workers that run. A record ends by itself `ms` after it was last announced. */
export type WorkerStore = {
  announce(record: WorkerRecord, ms: number): Promise<void>;
  withdraw(name: string): Promise<void>;
  list(): Promise<readonly WorkerRecord[]>;
};

/** What running scripts say, for a few minutes. */
export type ProgressStore = {
  save(requestId: string, progress: Progress): Promise<void>;
  read(requestId: string): Promise<Progress | null>;
};

/** Seals values; every process may hold it. `mark` is an HMAC under the digest key (hex). */
export type SecretSealer = {
  seal(value: string, binding: Binding): EncryptedValue;
  mark(value: string, binding: Binding): string;
};

/** Opens sealed values: only the worker holds it. Throws when the value was not sealed for this binding. */
export type SecretOpener = { open(value: EncryptedValue, binding: Binding): string };

/** What a profile keeps between runs, sealed. `version` is another one after every change. */
export type KeptState = { readonly version: string; readonly sealed: EncryptedValue };

/** A run that an approved request waits for. */
export type DueRun = { readonly requestId: string; readonly run: number };

export type ProfileStateStore = {
  read(profileId: string): Promise<KeptState | null>;
  /** False: it is no longer the state with version `before` (null: none), and stays what it is. */
  replace(profileId: string, before: string | null, sealed: EncryptedValue): Promise<boolean>;
  /** False: there is none. */
  forget(profileId: string, audit: AuditEntry): Promise<boolean>;
  /** One run at a time. Null: another has it, and will be told of this one. The lock ends by itself after `ms`. */
  lock(profileId: string, run: DueRun, ms: number): Promise<StateLock | null>;
};

/** `renew` makes it end `ms` from now; false: it ended before. `release` gives the runs that came meanwhile. */
export type StateLock = { renew(ms: number): Promise<boolean>; release(): Promise<readonly DueRun[]> };

/** Seals and opens packed states: only the worker holds it. `open` throws when it was sealed for another profile. */
export type StateBox = {
  seal(archive: string, profileId: string): EncryptedValue;
  open(sealed: EncryptedValue, profileId: string): string;
};

/**
 * Wakes a worker for run `run` of a request, or the announcer for a request. Adding twice is harmless. `again`: also
 * while an earlier wake-up of the same run is being worked on, which else makes this one be ignored.
 */
export type IssueQueue = { add(requestId: string, run: number, again?: boolean): Promise<void> };
/** Wakes an announcer, `afterMs` from now at the earliest. Adding twice is harmless. */
export type AnnounceQueue = { add(requestId: string, revision: number, afterMs?: number): Promise<void> };

export type Standing =
  | { readonly kind: 'member' }
  | { readonly kind: 'guest' | 'outsider' | 'deactivated' | 'bot' };

/** Who people are, looked up at the moment of acting. Throws when it could not find out. */
export type Directory = {
  standing(person: Person): Promise<Standing>;
  /** User ids of a user group. */
  membersOf(group: string): Promise<readonly string[]>;
};

/** Whether the bot may post and upload into a channel. */
export type ChannelReach = { readonly kind: 'member' | 'not-a-member' | 'not-found' | 'archived' };
export type Channels = { reach(channel: string): Promise<ChannelReach> };
