import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, type LoadedConfig, loadConfig } from '../src/config.js';
import { environment, secretVariables } from '../src/environment.js';

const needed = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-b', COUNTERSIGN_ADMINS: 'U01' };
const files: Readonly<Record<string, string>> = { '/run/token': ' xoxb-from-file\n', '/run/empty': '\n' };
const readFile = (path: string): string => {
  const content = files[path];
  if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return content;
};
const load = (env: Readonly<Record<string, string | undefined>>): LoadedConfig =>
  loadConfig(env, readFile, ['transport']);
const config = (env: Readonly<Record<string, string | undefined>>): Config => {
  const loaded = load({ ...needed, ...env });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.config;
};
const faults = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> => {
  const loaded = load({ ...needed, ...env });
  return loaded.ok
    ? {}
    : Object.fromEntries(loaded.faults.map(({ variable, problem }) => [variable, problem]));
};
const aKey = (name: string): string => `${name}:${randomBytes(32).toString('base64')}`;

describe('loadConfig', () => {
  it('needs the bot token, a transport and an admin, and has defaults for the rest', () => {
    const { dataDir, scriptsDir, ...rest } = config({});
    expect(dataDir).toBe(`${process.cwd()}/data`);
    expect(scriptsDir).toBe(`${process.cwd()}/runner/scripts`);
    expect(rest).toMatchObject({
      workspace: 'default',
      slack: { transport: { kind: 'socket', appToken: 'xapp-1-b' }, apiUrl: 'https://slack.com/api/' },
      redis: {},
      admins: { users: ['U01'], groups: [] },
      keys: [],
      httpPort: 0,
      worker: { concurrency: 8 },
      log: { level: 'info' },
      timings: { leaseMs: 30_000, keepOutputMs: 30 * 86_400_000, approvalExpiryMs: 72 * 3_600_000 },
    });
  });

  it('reports every fault at once, each by its variable', () => {
    const env = { COUNTERSIGN_WORKSPACE: 'My Team', PORT: 'http', COUNTERSIGN_LEASE_SECONDS: '5' };
    const loaded = loadConfig(env, readFile, ['transport', 'redis', 'keys']);
    expect(loaded.ok ? [] : loaded.faults.map(({ variable }) => variable).sort()).toEqual([
      'COUNTERSIGN_ADMINS',
      'COUNTERSIGN_KEYS',
      'COUNTERSIGN_LEASE_RENEW_SECONDS',
      'COUNTERSIGN_WORKSPACE',
      'PORT',
      'REDIS_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ]);
  });

  it('asks for a transport, a Redis and keys only where the role needs them', () => {
    const { SLACK_APP_TOKEN: _, ...rest } = needed;
    const loaded = loadConfig(rest, readFile);
    expect(loaded).toMatchObject({ ok: true, config: { slack: { transport: null }, redis: {}, keys: [] } });
  });

  it('takes an empty variable as not set', () => {
    expect(config({ REDIS_URL: '', PORT: '', COUNTERSIGN_KEYS: '' })).toEqual(config({}));
    expect(faults({ SLACK_BOT_TOKEN: '' })).toHaveProperty('SLACK_BOT_TOKEN');
  });

  it('speaks HTTP when there is a signing secret and no app token', () => {
    const env = { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 'shh', PORT: '8080' };
    expect(config(env).slack.transport).toEqual({ kind: 'http', signingSecret: 'shh', port: 8080 });
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const env = { SLACK_BOT_TOKEN: undefined, SLACK_BOT_TOKEN_FILE: '/run/token' };
    expect(config(env).slack.botToken).toBe('xoxb-from-file');
  });

  it('refuses a secret given twice, in an empty file and in a missing one, each as a single fault', () => {
    expect(faults({ SLACK_BOT_TOKEN_FILE: '/run/token' })).toEqual({
      SLACK_BOT_TOKEN: expect.stringContaining('set one of them'),
    });
    for (const path of ['/run/empty', '/run/missing']) {
      const env = { SLACK_APP_TOKEN: undefined, SLACK_APP_TOKEN_FILE: path };
      expect(faults(env)).toEqual({ SLACK_APP_TOKEN_FILE: expect.stringContaining(path) });
    }
  });

  it('splits admins into users and groups, and names an entry that is neither', () => {
    expect(config({ COUNTERSIGN_ADMINS: 'U01, W02 S03' }).admins).toEqual({
      users: ['U01', 'W02'],
      groups: ['S03'],
    });
    expect(faults({ COUNTERSIGN_ADMINS: 'U01,@ada' }).COUNTERSIGN_ADMINS).toContain('@ada');
    expect(faults({ COUNTERSIGN_ADMINS: ' , ' })).toHaveProperty('COUNTERSIGN_ADMINS');
  });

  it.each([
    ['unix:///run/redis.sock', '/run/redis.sock'],
    ['unix:/run/redis.sock?db=2', '/run/redis.sock?db=2'],
    ['/run/redis.sock', '/run/redis.sock'],
    ['redis://:pass@host:6379/1', 'redis://:pass@host:6379/1'],
    ['rediss://host', 'rediss://host'],
  ])('takes REDIS_URL %s', (given, taken) => {
    expect(config({ REDIS_URL: given }).redis.url).toBe(taken);
  });

  it.each(['http://host', 'host:6379', 'redis://', 'unix://host', '//host'])(
    'refuses REDIS_URL %s',
    (given) => {
      expect(faults({ REDIS_URL: given })).toHaveProperty('REDIS_URL');
    },
  );

  it.each([
    ['0.5', 500],
    ['86400', 86_400_000],
  ])('reads %s seconds as %i ms', (text, ms) => {
    expect(config({ COUNTERSIGN_DRAFT_TTL_SECONDS: text }).timings.draftTtlMs).toBe(ms);
  });

  it.each(['0', '-1', '10s', '1e3'])('refuses %s as a number of seconds', (text) => {
    expect(faults({ COUNTERSIGN_DRAFT_TTL_SECONDS: text })).toHaveProperty('COUNTERSIGN_DRAFT_TTL_SECONDS');
  });

  it('takes the names of Python modules to import beforehand, and nothing else', () => {
    expect(config({ RUNNER_PRELOAD: 'requests google.auth' }).runner.preload).toEqual([
      'requests',
      'google.auth',
    ]);
    expect(faults({ RUNNER_PRELOAD: 'requests,os;exit' }).RUNNER_PRELOAD).toContain('os;exit');
  });

  it('takes a lowest rung of isolation, or a lowest and a highest', () => {
    expect(config({}).runner.isolation).toEqual({ least: 1, most: 4 });
    expect(config({ RUNNER_ISOLATION: '3' }).runner.isolation).toEqual({ least: 3, most: 4 });
    expect(config({ RUNNER_ISOLATION: '1-2' }).runner.isolation).toEqual({ least: 1, most: 2 });
    for (const given of ['0', '5', '3-2', 'high'])
      expect(faults({ RUNNER_ISOLATION: given })).toHaveProperty('RUNNER_ISOLATION');
  });

  it('lets scripts change one folder of ours unless told otherwise, and takes absolute paths only', () => {
    const { writable, readable } = config({ COUNTERSIGN_DATA: '/data' }).runner;
    expect({ writable, readable }).toEqual({ writable: ['/data/ca'], readable: [] });
    expect(config({ RUNNER_WRITABLE: '/srv/ca:/srv/acme' }).runner.writable).toEqual([
      '/srv/ca',
      '/srv/acme',
    ]);
    expect(faults({ RUNNER_READABLE: '/srv:etc' }).RUNNER_READABLE).toContain('etc');
  });

  it('does not let a run see a variable that holds a secret', () => {
    expect(config({ RUNNER_ENV: 'HTTPS_PROXY NO_PROXY' }).runnerEnv).toEqual(['HTTPS_PROXY', 'NO_PROXY']);
    for (const name of secretVariables.flatMap((secret) => [secret, `${secret}_FILE`])) {
      expect(faults({ RUNNER_ENV: `HTTPS_PROXY,${name}` }).RUNNER_ENV).toContain(name);
    }
  });
});

describe('COUNTERSIGN_KEYS', () => {
  it('gives the keys in their order, from lines with comments', () => {
    const [newest, oldest] = [aKey('k2'), aKey('k1')];
    const { keys } = config({ COUNTERSIGN_KEYS: `# made in May\n${newest} # in use\n\n${oldest}\n` });
    expect(keys.map(({ name, key }) => `${name}:${key.toString('base64')}`)).toEqual([newest, oldest]);
  });

  it('refuses a key that is not 32 bytes, without repeating it, and says how to make one', () => {
    const short = randomBytes(31).toString('base64');
    const problem = faults({ COUNTERSIGN_KEYS: `${aKey('k2')},k1:${short}` }).COUNTERSIGN_KEYS;
    expect(problem).toContain('key number 2');
    expect(problem).toContain('openssl rand -base64 32');
    expect(problem).not.toContain(short);
  });

  it('refuses two keys of one name, and a file with comments only', () => {
    expect(faults({ COUNTERSIGN_KEYS: `${aKey('k1')} ${aKey('k1')}` }).COUNTERSIGN_KEYS).toContain('k1');
    expect(faults({ COUNTERSIGN_KEYS: '# none yet' }).COUNTERSIGN_KEYS).toContain('openssl');
  });

  it('never repeats what was given for a secret in a fault', () => {
    const secret = fc.stringMatching(/^[!-~]{12,40}$/);
    fc.assert(
      fc.property(fc.constantFrom(...secretVariables), secret, (name, value) => {
        expect(JSON.stringify(load({ ...needed, [name]: value }))).not.toSatisfy(
          (text: string) =>
            text.startsWith('{"ok":false') && text.includes(JSON.stringify(value).slice(1, -1)),
        );
      }),
    );
  });
});

describe('.env.example', () => {
  const example = readFileSync('.env.example', 'utf8');
  const entries = [...example.matchAll(/^(#?)([A-Z][A-Z_]*)=(.*)$/gm)].map(([, hash, name, value]) => ({
    isDefault: hash === '#',
    name: name ?? '',
    value: value ?? '',
  }));

  it('explains every variable that is read, and no other', () => {
    const read = [...Object.keys(environment.shape), ...secretVariables.map((name) => `${name}_FILE`)];
    expect(entries.map(({ name }) => name).sort()).toEqual(read.sort());
  });

  it('shows the defaults that hold', () => {
    const shown = entries.filter(
      ({ name, isDefault }) => isDefault && !/_FILE$|^SLACK_SIGNING|^REDIS_URL/.test(name),
    );
    expect(config(Object.fromEntries(shown.map(({ name, value }) => [name, value])))).toEqual(config({}));
  });

  it('is refused until its placeholders are filled in', () => {
    const active = entries.filter(({ isDefault }) => !isDefault).map(({ name, value }) => [name, value]);
    const loaded = load(Object.fromEntries(active));
    expect(loaded.ok ? [] : loaded.faults.map(({ variable }) => variable)).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
    ]);
  });
});
