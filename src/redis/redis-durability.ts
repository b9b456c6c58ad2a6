import type { Redis } from 'ioredis';

export type DurabilityWarning = { readonly risk: string; readonly advice: string };

type Setting = 'maxmemory-policy' | 'appendonly' | 'appendfsync';
type Settings = Readonly<Partial<Record<Setting, string>>>;

const settings: readonly Setting[] = ['maxmemory-policy', 'appendonly', 'appendfsync'];

/**
 * What a crash or a full memory could lose on this Redis, and what to set instead; empty when nothing. Where
 * CONFIG is forbidden (managed services) it reads INFO, and says what that cannot tell. Throws if Redis is down.
 */
export async function inspectDurability(redis: Redis): Promise<readonly DurabilityWarning[]> {
  const found = (await readConfig(redis)) ?? (await readInfo(redis));
  return [...policyWarnings(found), ...appendOnlyWarnings(found), ...unknownWarnings(found)];
}

async function readConfig(redis: Redis): Promise<Settings | undefined> {
  try {
    const replies = await Promise.all(settings.map((name) => redis.config('GET', name)));
    return Object.fromEntries(replies.flatMap((reply) => asPairs(reply)));
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

/** CONFIG GET answers a flat list of name and value, empty for a name that this server does not tell. */
function asPairs(reply: unknown): readonly (readonly [string, string])[] {
  return Array.isArray(reply) && reply.length >= 2 ? [[String(reply[0]), String(reply[1])]] : [];
}

/** The server answered, with a refusal: renamed away (unknown command) or not allowed to this user (NOPERM). */
const isForbidden = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

async function readInfo(redis: Redis): Promise<Settings> {
  const info = await redis.info();
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const policy = field('maxmemory_policy');
  const aof = field('aof_enabled');
  return {
    ...(policy === undefined ? {} : { 'maxmemory-policy': policy }),
    ...(aof === undefined ? {} : { appendonly: aof === '1' ? 'yes' : 'no' }),
  };
}

function policyWarnings({ 'maxmemory-policy': policy }: Settings): readonly DurabilityWarning[] {
  if (policy === undefined || policy === 'noeviction') return [];
  return [
    {
      risk: `When its memory is full, Redis (maxmemory-policy ${policy}) deletes requests, votes and profiles`,
      advice: 'Set maxmemory-policy noeviction: a full Redis then refuses writes, and nothing is lost',
    },
  ];
}

function appendOnlyWarnings({ appendonly, appendfsync }: Settings): readonly DurabilityWarning[] {
  if (appendonly === 'no') {
    return [
      {
        risk: 'Redis has no append-only file: when it ends, requests, votes and issued certificates may be lost',
        advice: 'Set appendonly yes, and appendfsync always, or everysec to risk the last second',
      },
    ];
  }
  if (appendfsync !== 'no') return [];
  return [
    {
      risk: 'Redis leaves it to the system when it writes to disk (appendfsync no): a power cut loses up to 30 s',
      advice: 'Set appendfsync always, or everysec to risk the last second',
    },
  ];
}

function unknownWarnings(found: Settings): readonly DurabilityWarning[] {
  const mattering = settings.filter((name) => name !== 'appendfsync' || found.appendonly !== 'no');
  const missing = mattering.filter((name) => found[name] === undefined);
  if (missing.length === 0) return [];
  return [
    {
      risk: `This Redis does not tell its ${missing.join(', ')}: whether an acknowledged vote is on disk is unknown`,
      advice:
        'Check at its provider: maxmemory-policy noeviction, appendonly yes, appendfsync always or everysec',
    },
  ];
}
