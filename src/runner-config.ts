import { z } from 'zod';
import { type Config, type ConfigFault, faultsOf, readVariables } from './config.js';
import { environment, secretVariables } from './environment.js';

/** What a runner needs of the configuration. */
export type RunnerConfig = Pick<Config, 'dataDir' | 'python' | 'runnerEnv' | 'runner'>;

const { shape } = environment;

const runnerEnvironment = z.object({
  COUNTERSIGN_DATA: shape.COUNTERSIGN_DATA,
  COUNTERSIGN_PYTHON: shape.COUNTERSIGN_PYTHON,
  RUNNER_ENV: shape.RUNNER_ENV,
  RUNNER_ISOLATION: shape.RUNNER_ISOLATION,
  RUNNER_READABLE: shape.RUNNER_READABLE,
  RUNNER_WRITABLE: shape.RUNNER_WRITABLE,
  RUNNER_MEMORY_MB: shape.RUNNER_MEMORY_MB,
  RUNNER_DISK_MB: shape.RUNNER_DISK_MB,
  RUNNER_CPU_SECONDS: shape.RUNNER_CPU_SECONDS,
  RUNNER_PROCESSES: shape.RUNNER_PROCESSES,
});

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * As loadConfig, for one run on a terminal: no Slack, no folder that is made without being named, and of RUNNER_ENV
 * our own secrets are left out and not refused, since they may stand in the .env that the terminal was given.
 */
export function loadRunnerConfig(
  env: Variables,
):
  | { readonly ok: true; readonly config: RunnerConfig }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] } {
  const { given } = readVariables({ ...env, RUNNER_ENV: withoutSecrets(env.RUNNER_ENV ?? '') }, () => '', []);
  const parsed = runnerEnvironment.safeParse(given);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const { data: found } = parsed;
  const limits = {
    memoryBytes: found.RUNNER_MEMORY_MB * 2 ** 20,
    diskBytes: found.RUNNER_DISK_MB * 2 ** 20,
    cpuSeconds: found.RUNNER_CPU_SECONDS,
    processes: found.RUNNER_PROCESSES,
  };
  const places = { readable: found.RUNNER_READABLE, writable: found.RUNNER_WRITABLE ?? [] };
  const config: RunnerConfig = {
    ...{ dataDir: found.COUNTERSIGN_DATA, python: found.COUNTERSIGN_PYTHON, runnerEnv: found.RUNNER_ENV },
    // Nothing is gained by a Python that stays warm.
    runner: { mode: 'fresh', preload: [], isolation: found.RUNNER_ISOLATION, ...places, limits },
  };
  return { ok: true, config };
}

function withoutSecrets(names: string): string {
  const secrets: readonly string[] = secretVariables.flatMap((name) => [name, `${name}_FILE`]);
  return names
    .split(/[\s,]+/)
    .filter((name) => !secrets.includes(name))
    .join(' ');
}
