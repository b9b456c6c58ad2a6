import { join } from 'node:path';
import type { z } from 'zod';
import { type Environment, environment, secretVariables } from './environment.js';

export type Key = { readonly name: string; readonly key: Buffer };

export type SlackTransport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };

/** Milliseconds. Some are longer than setTimeout's 24.8 days: compare them with the clock. */
export type Timings = {
  readonly leaseMs: number;
  readonly leaseRenewMs: number;
  readonly reconcileEveryMs: number;
  /** How long a worker that is told to stop waits for its runs; then they are cut off. */
  readonly stopWithinMs: number;
  readonly runTimeLimitMs: number;
  readonly approvalExpiryMs: number;
  readonly pendingExpiryMs: number;
  readonly keepSensitiveMs: number;
  readonly keepOutputMs: number;
  /** The longest that a key that Countersign made waits to be fetched after issue, whatever its profile says. */
  readonly keepMadeKeysMs: number;
  readonly storeTimeoutMs: number;
  readonly draftTtlMs: number;
  readonly slackTimeoutMs: number;
  /** The first pause before an announcement is tried again; later ones grow from it. */
  readonly announceRetryMs: number;
  /** How long somebody's App Home follows changes after they used it. */
  readonly homeFollowMs: number;
  /** The shortest time between two publications of one App Home. */
  readonly homePauseMs: number;
  /** How often the card of a running script may change. */
  readonly progressEveryMs: number;
  /** How often times that are over are looked for. */
  readonly tickMs: number;
  /** The first reminder comes this long after a request; each later pause is twice the last. */
  readonly remindMs: number;
  /** How often it is looked up whether enough people can still vote. */
  readonly approverCheckMs: number;
};

export type Config = {
  /** Names the hash tag that all Redis keys of this workspace share. */
  readonly workspace: string;
  readonly slack: {
    readonly botToken: string;
    readonly transport: SlackTransport | null;
    readonly apiUrl: string;
  };
  /** A redis: or rediss: URL or a socket's path, as ioredis takes it. */
  readonly redis: { readonly url?: string };
  /** Slack ids of users, and of user groups whose members count. */
  readonly admins: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Changes of profiles wait for a second admin. */
  readonly needsReview: boolean;
  /** Admins may give scripts through Slack. */
  readonly allowsUpload: boolean;
  /** Newest first; empty when none is configured: the role decides whether it can do without. */
  readonly keys: readonly Key[];
  readonly dataDir: string;
  readonly scriptsDir: string;
  readonly python: string;
  /** Names of the variables that runs get to see besides the clean environment. */
  readonly runnerEnv: readonly string[];
  readonly runner: {
    readonly mode: Environment['RUNNER_MODE'];
    /** Modules that the warm runner imports beforehand. */
    readonly preload: readonly string[];
    /** How far runs are kept apart: no worker starts below `least`, none goes above `most`. */
    readonly isolation: Environment['RUNNER_ISOLATION'];
    readonly readable: readonly string[];
    readonly writable: readonly string[];
    /** Of one run; processor time and memory are those of each of its processes. */
    readonly limits: {
      readonly memoryBytes: number;
      readonly diskBytes: number;
      readonly cpuSeconds: number;
      readonly processes: number;
    };
  };
  /** Where /healthz is served; 0 is nowhere. */
  readonly httpPort: number;
  readonly worker: { readonly concurrency: number };
  readonly log: { readonly level: Environment['LOG_LEVEL'] };
  readonly timings: Timings;
};

export type ConfigFault = { readonly variable: string; readonly problem: string };

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/** What a role cannot do without, beyond what all roles need. */
export type Need = 'transport' | 'redis' | 'keys';

const missing = {
  transport: {
    variable: 'SLACK_APP_TOKEN',
    problem: 'is missing, and so is SLACK_SIGNING_SECRET: set the first for Socket Mode, the second for HTTP',
  },
  redis: {
    variable: 'REDIS_URL',
    problem: 'is missing: bot and worker need a Redis that both reach (only role all starts its own)',
  },
  keys: {
    variable: 'COUNTERSIGN_KEYS',
    problem: 'is missing: make a key with echo "k1:$(openssl rand -base64 32)" and give it to bot and worker',
  },
} as const satisfies Record<Need, ConfigFault>;

type Variables = Readonly<Record<string, string | undefined>>;
type ReadFile = (path: string) => string;

/** `value` of a secret, or of the file that NAME_FILE points at; a fault never repeats either. */
function readSecret(
  env: Variables,
  name: string,
  readFile: ReadFile,
): { value?: string; fault?: ConfigFault } {
  const value = env[name];
  const path = env[`${name}_FILE`];
  if (path === undefined || path === '') return value === undefined ? {} : { value };
  if (value !== undefined && value !== '') {
    return { fault: { variable: name, problem: `is set, and so is ${name}_FILE: set one of them` } };
  }
  try {
    const content = readFile(path).trim();
    return content === ''
      ? { fault: { variable: `${name}_FILE`, problem: `names an empty file: ${path}` } }
      : { value: content };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return {
      fault: { variable: `${name}_FILE`, problem: `names a file that cannot be read: ${path} (${reason})` },
    };
  }
}

/** The variables, those in `secrets` from wherever they are kept; one that is empty counts as not set. */
export function readVariables(env: Variables, readFile: ReadFile, secrets: readonly string[]) {
  const read = secrets.map((name) => ({ name, ...readSecret(env, name, readFile) }));
  const all = { ...env, ...Object.fromEntries(read.map(({ name, value }) => [name, value])) };
  const given: Variables = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const unread: ReadonlySet<string> = new Set(
    read.flatMap(({ name, fault }) => (fault === undefined ? [] : [name])),
  );
  return { given, unread, faults: read.flatMap(({ fault }) => fault ?? []) };
}

/** What is wrong with variables that a schema refused, each under its name. */
export function faultsOf(error: z.ZodError | undefined): readonly ConfigFault[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ variable: String(path[0]), problem: message }));
}

/** Null when neither way for Slack to reach us is configured; the app token wins over the signing secret. */
function transportOf(given: Variables, port: number): SlackTransport | null {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = given;
  if (appToken !== undefined) return { kind: 'socket', appToken };
  if (signingSecret !== undefined) return { kind: 'http', signingSecret, port };
  return null;
}

function timingsOf(found: Environment): Timings {
  return {
    leaseMs: found.COUNTERSIGN_LEASE_SECONDS,
    leaseRenewMs: found.COUNTERSIGN_LEASE_RENEW_SECONDS,
    reconcileEveryMs: found.COUNTERSIGN_RECONCILE_SECONDS,
    stopWithinMs: found.COUNTERSIGN_STOP_SECONDS,
    runTimeLimitMs: found.COUNTERSIGN_RUN_TIME_LIMIT_SECONDS,
    approvalExpiryMs: found.COUNTERSIGN_APPROVAL_EXPIRY_SECONDS,
    pendingExpiryMs: found.COUNTERSIGN_PENDING_EXPIRY_SECONDS,
    keepSensitiveMs: found.COUNTERSIGN_KEEP_SENSITIVE_SECONDS,
    keepOutputMs: found.COUNTERSIGN_KEEP_OUTPUT_SECONDS,
    keepMadeKeysMs: found.COUNTERSIGN_KEEP_MADE_KEYS_SECONDS,
    storeTimeoutMs: found.COUNTERSIGN_STORE_TIMEOUT_SECONDS,
    draftTtlMs: found.COUNTERSIGN_DRAFT_TTL_SECONDS,
    slackTimeoutMs: found.COUNTERSIGN_SLACK_TIMEOUT_SECONDS,
    announceRetryMs: found.COUNTERSIGN_ANNOUNCE_RETRY_SECONDS,
    homeFollowMs: found.COUNTERSIGN_HOME_FOLLOW_SECONDS,
    homePauseMs: found.COUNTERSIGN_HOME_PAUSE_SECONDS,
    progressEveryMs: found.COUNTERSIGN_PROGRESS_SECONDS,
    tickMs: found.COUNTERSIGN_TICK_SECONDS,
    remindMs: found.COUNTERSIGN_REMIND_SECONDS,
    approverCheckMs: found.COUNTERSIGN_APPROVER_CHECK_SECONDS,
  };
}

function configOf(found: Environment, transport: SlackTransport | null): Config {
  return {
    workspace: found.COUNTERSIGN_WORKSPACE,
    slack: { botToken: found.SLACK_BOT_TOKEN, transport, apiUrl: found.SLACK_API_URL },
    redis: found.REDIS_URL === undefined ? {} : { url: found.REDIS_URL },
    admins: found.COUNTERSIGN_ADMINS,
    needsReview: found.COUNTERSIGN_PROFILE_REVIEW,
    allowsUpload: found.COUNTERSIGN_SCRIPT_UPLOAD,
    keys: found.COUNTERSIGN_KEYS,
    dataDir: found.COUNTERSIGN_DATA,
    scriptsDir: found.COUNTERSIGN_SCRIPTS,
    python: found.COUNTERSIGN_PYTHON,
    runnerEnv: found.RUNNER_ENV,
    runner: {
      ...{ mode: found.RUNNER_MODE, preload: found.RUNNER_PRELOAD, isolation: found.RUNNER_ISOLATION },
      readable: found.RUNNER_READABLE,
      // Where the demo's profile has its CA; the rest of the folder stays hidden from scripts.
      writable: found.RUNNER_WRITABLE ?? [join(found.COUNTERSIGN_DATA, 'ca')],
      limits: {
        memoryBytes: found.RUNNER_MEMORY_MB * 2 ** 20,
        diskBytes: found.RUNNER_DISK_MB * 2 ** 20,
        cpuSeconds: found.RUNNER_CPU_SECONDS,
        processes: found.RUNNER_PROCESSES,
      },
    },
    httpPort: found.COUNTERSIGN_HEALTH_PORT,
    worker: { concurrency: found.COUNTERSIGN_CONCURRENCY },
    log: { level: found.LOG_LEVEL },
    timings: timingsOf(found),
  };
}

/**
 * Reads the whole configuration from `env`; an empty variable counts as not set. Gives every fault at once,
 * each under its variable's name, what the role needs included, and never repeats a secret in one.
 */
export function loadConfig(env: Variables, readFile: ReadFile, needs: readonly Need[] = []): LoadedConfig {
  const { given, unread, ...read } = readVariables(env, readFile, secretVariables);
  const parsed = environment.safeParse(given);
  const faults: readonly ConfigFault[] = [
    ...read.faults,
    ...faultsOf(parsed.error).filter(({ variable }) => !unread.has(variable)),
    ...needs.filter((need) => isMissing(need, given, unread)).map((need) => missing[need]),
  ];
  if (faults.length > 0 || !parsed.success) return { ok: false, faults };
  return { ok: true, config: configOf(parsed.data, transportOf(given, parsed.data.PORT)) };
}

const variablesOf = {
  transport: ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
  redis: ['REDIS_URL'],
  keys: ['COUNTERSIGN_KEYS'],
} as const satisfies Record<Need, readonly string[]>;

/** A variable whose file could not be read has its own fault already. */
function isMissing(need: Need, given: Variables, unread: ReadonlySet<string>): boolean {
  return variablesOf[need].every((name) => given[name] === undefined && !unread.has(name));
}
