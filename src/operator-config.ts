import { z } from 'zod';
import { type ConfigFault, faultsOf, readVariables } from './config.js';
import { environment } from './environment.js';

const { shape } = environment;

/** What a command on a terminal needs of the roles' environment: no Slack, and where the records are. */
const operatorEnvironment = z.object({
  REDIS_URL: shape.REDIS_URL,
  COUNTERSIGN_KEYS: shape.COUNTERSIGN_KEYS,
  COUNTERSIGN_DATA: shape.COUNTERSIGN_DATA,
  COUNTERSIGN_WORKSPACE: shape.COUNTERSIGN_WORKSPACE.unwrap().optional(),
  COUNTERSIGN_PROFILE_REVIEW: shape.COUNTERSIGN_PROFILE_REVIEW,
  COUNTERSIGN_SCRIPTS: shape.COUNTERSIGN_SCRIPTS,
  COUNTERSIGN_RUN_TIME_LIMIT_SECONDS: shape.COUNTERSIGN_RUN_TIME_LIMIT_SECONDS,
  COUNTERSIGN_STORE_TIMEOUT_SECONDS: shape.COUNTERSIGN_STORE_TIMEOUT_SECONDS,
});

export type OperatorConfig = {
  readonly redisUrl: string | undefined;
  readonly keys: z.infer<typeof shape.COUNTERSIGN_KEYS>;
  readonly dataDir: string;
  /** Undefined if nobody has named it. */
  readonly workspace: string | undefined;
  readonly storeTimeoutMs: number;
  /** Changes of profiles wait for a second admin. */
  readonly needsReview: boolean;
  readonly scriptsDir: string;
  /** The time limit of a profile that says nothing of it, ms. */
  readonly runTimeLimitMs: number;
};

/** As loadConfig, for commands on a terminal. */
export function loadOperatorConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
):
  | { readonly ok: true; readonly config: OperatorConfig }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] } {
  const read = readVariables(env, readFile, ['REDIS_URL', 'COUNTERSIGN_KEYS']);
  const parsed = operatorEnvironment.safeParse(read.given);
  const faults = [...read.faults, ...faultsOf(parsed.error)];
  if (faults.length > 0 || !parsed.success) return { ok: false, faults };
  const { data: found } = parsed;
  return {
    ok: true,
    config: {
      redisUrl: found.REDIS_URL,
      keys: found.COUNTERSIGN_KEYS,
      dataDir: found.COUNTERSIGN_DATA,
      workspace: found.COUNTERSIGN_WORKSPACE,
      storeTimeoutMs: found.COUNTERSIGN_STORE_TIMEOUT_SECONDS,
      needsReview: found.COUNTERSIGN_PROFILE_REVIEW,
      scriptsDir: found.COUNTERSIGN_SCRIPTS,
      runTimeLimitMs: found.COUNTERSIGN_RUN_TIME_LIMIT_SECONDS,
    },
  };
}
