import { mkdirSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { secretVariables } from '../environment.js';
import type { BoxWish } from '../python/box.js';
import { type FoundRung, findRung } from '../python/find-rung.js';
import { resolveInterpreter } from '../python/resolve-interpreter.js';
import { type Rung, rungNames } from '../python/rung.js';
import { createRunner, type RunnerLog, type RunnerOfWorker } from '../python/runner.js';
import type { RunnerConfig } from '../runner-config.js';

type Variables = Readonly<Record<string, string | undefined>>;

export type OpenedRunner = {
  readonly runner: RunnerOfWorker;
  readonly rung: Rung;
  /** The version. */
  readonly python: string;
};

/** Finds out how far runs can be kept apart here, and opens a runner that does. Throws if that is not far enough. */
export async function openRunner(
  config: RunnerConfig,
  environment: Variables,
  log: RunnerLog,
): Promise<OpenedRunner> {
  const { mode, preload, isolation, readable, writable, limits } = config.runner;
  for (const folder of writable) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const interpreter = await resolveInterpreter(config.python);
  const box: BoxWish = { hidden: hiddenFrom(config, environment), readable, writable, limits };
  const common = { interpreter, environment, passEnv: config.runnerEnv, box };
  const found = await findRung({ ...common, most: isolation.most });
  const { rung, refused } = found;
  if (rung < isolation.least) throw new Error(tooLow(found, isolation.least));
  const why = Object.fromEntries(refused.map(({ rung: above, reason }) => [above, reason]));
  log.info({ rung, isolation: rungNames[rung], why }, 'isolation of runs found');
  // Linux does not count root's processes, and what only root may read belongs to the script's user then.
  if (rung < 4 && process.getuid?.() === 0)
    log.warn({ rung }, 'scripts run as root: start the worker as a user of its own');
  return {
    runner: createRunner({ ...common, rung, mode, preload, log }),
    rung,
    python: interpreter.version,
  };
}

/** Our data, the home of the user we run as, and every file that holds a secret. */
function hiddenFrom({ dataDir }: RunnerConfig, environment: Variables): string[] {
  const files = secretVariables.map((name) => environment[`${name}_FILE`]);
  const candidates = [dataDir, environment.HOME, ...files];
  return candidates.flatMap((path) => (path !== undefined && isAbsolute(path) && path !== '/' ? [path] : []));
}

function tooLow({ rung, refused }: FoundRung, least: Rung): string {
  const reasons = refused.map(({ rung: above, reason }) => `rung ${above} (${rungNames[above]}): ${reason}`);
  return [
    `RUNNER_ISOLATION asks for rung ${least}, but this machine allows ${rung} (${rungNames[rung]})`,
    ...reasons,
  ].join('\n  ');
}
