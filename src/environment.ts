import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Variables that may also be given as NAME_FILE, the path of a file that holds the value. */
export const secretVariables = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'REDIS_URL',
  'COUNTERSIGN_KEYS',
] as const;

const howToMakeAKey = 'make one with: echo "k1:$(openssl rand -base64 32)"';
const shippedScripts = fileURLToPath(new URL('../runner/scripts', import.meta.url));
const forbiddenInRuns: ReadonlySet<string> = new Set(
  secretVariables.flatMap((name) => [name, `${name}_FILE`]),
);

const words = (text: string): readonly string[] => text.split(/[\s,]+/).filter((word) => word !== '');

const token = (prefix: string, whereFrom: string) =>
  z
    .string({ error: `is missing: ${whereFrom}` })
    .regex(new RegExp(`^${prefix}[\\w-]+$`), { error: `does not start with ${prefix}: ${whereFrom}` });

const wholeNumber = (max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, { error: 'is not a whole number' })
    .transform(Number)
    .refine((value) => value <= max, { error: `is more than ${max}` })
    .default(fallback);

const atLeastOne = (max: number, fallback: number) =>
  wholeNumber(max, fallback).refine((value) => value > 0, { error: 'is zero: no script would run' });

const seconds = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d+)?$/, { error: 'is not a number of seconds' })
    .transform((text) => Math.round(Number(text) * 1000))
    .refine((ms) => ms > 0, { error: 'is zero: give a number of seconds above it' })
    .default(fallback * 1000);

const minutes = 60;
const hours = 60 * minutes;
const days = 24 * hours;

const redisUrl = z
  .string()
  .transform((text) => text.replace(/^unix:(\/\/)?(?=\/)/, '')) // ioredis takes a socket as a bare path
  .refine((text) => /^(rediss?:\/\/[^/]|\/[^/])/.test(text) && (text.startsWith('/') || URL.canParse(text)), {
    error: 'is not a redis:, rediss: or unix: address',
  });

const admins = z
  .string({ error: 'is missing: give the Slack ids of the admins (U..., W...) or their user groups (S...)' })
  .transform((text, context) => {
    const ids = words(text);
    const unknown = ids.filter((id) => !/^[UWS][A-Z0-9]+$/.test(id));
    if (ids.length === 0) context.addIssue('names nobody');
    if (unknown.length > 0) context.addIssue(`has entries that are not Slack ids: ${unknown.join(', ')}`);
    const isGroup = (id: string) => id.startsWith('S');
    return { users: ids.filter((id) => !isGroup(id)), groups: ids.filter(isGroup) };
  });

const runnerEnv = z
  .string()
  .transform((text, context) => {
    const names = words(text);
    for (const name of names) {
      if (!/^[A-Za-z_]\w*$/.test(name))
        context.addIssue(`has an entry that is not a variable's name: ${name}`);
      if (forbiddenInRuns.has(name)) context.addIssue(`would hand ${name} to the scripts`);
    }
    return names;
  })
  .default([]);

const modules = z
  .string()
  .transform((text, context) => {
    const names = words(text);
    const others = names.filter((name) => !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name));
    if (others.length > 0) context.addIssue(`has entries that are not Python modules: ${others.join(', ')}`);
    return names;
  })
  .default(['requests', 'cryptography']);

const isolation = z
  .string()
  .regex(/^[1-4](-[1-4])?$/, { error: 'is not a rung from 1 to 4, nor two of them as in 2-3' })
  .transform((text) => text.split('-').map(Number))
  .transform(([least = 1, most = 4]) => ({ least, most }))
  .refine(({ least, most }) => least <= most, { error: 'has the higher rung first' })
  .pipe(z.object({ least: z.literal([1, 2, 3, 4]), most: z.literal([1, 2, 3, 4]) }))
  .default({ least: 1, most: 4 });

const paths = z.string().transform((text, context) => {
  const entries = text.split(':').filter((path) => path !== '');
  const others = entries.filter((path) => !isAbsolute(path));
  if (others.length > 0) context.addIssue(`has entries that are not absolute paths: ${others.join(', ')}`);
  return entries;
});

const onOff = z
  .enum(['on', 'off'], { error: 'is not on or off' })
  .default('off')
  .transform((text) => text === 'on');

/** Newest first. No fault repeats what was given: it may be a key. */
const keys = z
  .string()
  .transform((text, context) => {
    const entries = words(text.replace(/#.*$/gm, ''));
    const ring = entries.flatMap((entry, index) => {
      const [, name, base64] = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
      if (name !== undefined && base64 !== undefined) return [{ name, key: Buffer.from(base64, 'base64') }];
      context.addIssue(`key number ${index + 1} is not name:base64 of 32 bytes; ${howToMakeAKey}`);
      return [];
    });
    if (entries.length === 0) context.addIssue(`holds no key; ${howToMakeAKey}`);
    const names = ring.map((key) => key.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) context.addIssue(`has two keys named ${twice}`);
    return ring;
  })
  .default([]);

/** Every variable that Countersign reads, with its rule and default. `.env.example` explains them. */
export const environment = z
  .object({
    COUNTERSIGN_WORKSPACE: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, { error: 'is not 1 to 40 of a-z, 0-9 and -' })
      .default('default'),
    SLACK_BOT_TOKEN: token('xoxb-', "see 'OAuth & Permissions' in the app's settings"),
    SLACK_APP_TOKEN: token('xapp-', "see 'Basic Information' in the app's settings").optional(),
    SLACK_SIGNING_SECRET: z.string().optional(),
    PORT: wholeNumber(65535, 3000),
    SLACK_API_URL: z
      .url({ protocol: /^https?$/, error: 'is not an http: or https: address' })
      .transform((url) => (url.endsWith('/') ? url : `${url}/`))
      .default('https://slack.com/api/'),
    REDIS_URL: redisUrl.optional(),
    COUNTERSIGN_ADMINS: admins,
    COUNTERSIGN_KEYS: keys,
    COUNTERSIGN_PROFILE_REVIEW: onOff,
    COUNTERSIGN_SCRIPT_UPLOAD: onOff,
    COUNTERSIGN_DATA: z
      .string()
      .default('./data')
      .transform((path) => resolve(path)),
    COUNTERSIGN_SCRIPTS: z
      .string()
      .transform((path) => resolve(path))
      .default(shippedScripts),
    COUNTERSIGN_PYTHON: z.string().default('python3'),
    RUNNER_ENV: runnerEnv,
    RUNNER_MODE: z
      .enum(['warm', 'fresh'], { error: 'is not warm or fresh' })
      .default(process.platform === 'linux' ? 'warm' : 'fresh'),
    RUNNER_PRELOAD: modules,
    RUNNER_ISOLATION: isolation,
    RUNNER_READABLE: paths.default([]),
    RUNNER_WRITABLE: paths.optional(),
    RUNNER_MEMORY_MB: atLeastOne(99_999, 1024),
    RUNNER_DISK_MB: atLeastOne(99_999, 64),
    RUNNER_CPU_SECONDS: atLeastOne(99_999, 300),
    RUNNER_PROCESSES: atLeastOne(99_999, 64),
    COUNTERSIGN_HEALTH_PORT: wholeNumber(65535, 0),
    COUNTERSIGN_CONCURRENCY: atLeastOne(1000, 8),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
        error: 'is not trace, debug, info, warn, error, fatal or silent',
      })
      .default('info'),
    COUNTERSIGN_LEASE_SECONDS: seconds(30),
    COUNTERSIGN_LEASE_RENEW_SECONDS: seconds(10),
    COUNTERSIGN_RECONCILE_SECONDS: seconds(30),
    COUNTERSIGN_STOP_SECONDS: seconds(20),
    COUNTERSIGN_RUN_TIME_LIMIT_SECONDS: seconds(10 * minutes),
    COUNTERSIGN_APPROVAL_EXPIRY_SECONDS: seconds(72 * hours),
    COUNTERSIGN_PENDING_EXPIRY_SECONDS: seconds(14 * days),
    COUNTERSIGN_KEEP_SENSITIVE_SECONDS: seconds(72 * hours),
    COUNTERSIGN_KEEP_OUTPUT_SECONDS: seconds(30 * days),
    COUNTERSIGN_KEEP_MADE_KEYS_SECONDS: seconds(90 * days),
    COUNTERSIGN_STORE_TIMEOUT_SECONDS: seconds(1),
    COUNTERSIGN_DRAFT_TTL_SECONDS: seconds(24 * hours),
    COUNTERSIGN_SLACK_TIMEOUT_SECONDS: seconds(10),
    COUNTERSIGN_ANNOUNCE_RETRY_SECONDS: seconds(2),
    COUNTERSIGN_HOME_FOLLOW_SECONDS: seconds(10 * minutes),
    COUNTERSIGN_HOME_PAUSE_SECONDS: seconds(3),
    COUNTERSIGN_PROGRESS_SECONDS: seconds(3),
    COUNTERSIGN_TICK_SECONDS: seconds(2),
    COUNTERSIGN_REMIND_SECONDS: seconds(4 * hours),
    COUNTERSIGN_APPROVER_CHECK_SECONDS: seconds(2 * minutes),
  })
  .refine((found) => !(found.COUNTERSIGN_LEASE_RENEW_SECONDS >= found.COUNTERSIGN_LEASE_SECONDS), {
    path: ['COUNTERSIGN_LEASE_RENEW_SECONDS'],
    error: 'is not below COUNTERSIGN_LEASE_SECONDS: every lease would end while its run is alive',
    when: () => true, // also beside other faults: all are reported at once
  });

export type Environment = z.infer<typeof environment>;
