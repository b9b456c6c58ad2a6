import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { scriptCommand } from '../cli/script-command.js';
import type { OpenedScript, ScriptTools } from '../cli/script-tools.js';
import { examineScript } from '../python/examine-script.js';
import { readScript } from '../python/read-scripts.js';
import { resolveInterpreter } from '../python/resolve-interpreter.js';
import { runEnvironment } from '../python/run-environment.js';
import { rungNames } from '../python/rung.js';
import { loadRunnerConfig, type RunnerConfig } from '../runner-config.js';
import { openRunner } from './open-runner.js';
import { thisTerminal } from './this-terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** `countersign script ...` on this terminal, with the Python that workers use. Gives the exit code. */
export function runScriptCommand(args: readonly string[], env: Environment): Promise<number> {
  return scriptCommand({ terminal: thisTerminal(), tools: scriptTools(env) }, args);
}

/** Scripts, and the Python that COUNTERSIGN_PYTHON names, in the box that a worker here would put around them. */
export function scriptTools(env: Environment): ScriptTools {
  return {
    readScript: readScriptAt,
    openRunner: async () => {
      const { runner, rung } = await openRunner(configOf(env), env, silent);
      return { runner, isolation: `rung ${rung} (${rungNames[rung]})` };
    },
    examine: async (script) => {
      const { python, runnerEnv } = configOf(env);
      const { executable } = await resolveInterpreter(python);
      return examineScript({ executable, environment: runEnvironment(env, runnerEnv) }, script);
    },
  };
}

function configOf(env: Environment): RunnerConfig {
  const loaded = loadRunnerConfig(env);
  if (loaded.ok) return loaded.config;
  throw new Error(loaded.faults.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'));
}

/** No events on a terminal: what goes wrong is in the outcome, or thrown. */
const silent = { info: () => undefined, warn: () => undefined };

/** A file is a script of its own, even one that is called script.py; a folder is read with its modules. */
async function readScriptAt(path: string): Promise<OpenedScript> {
  const full = resolve(path);
  const found = await stat(full).catch(() => null);
  if (found === null) return { kind: 'refused', reasons: [`there is no ${path}`] };
  if (found.isFile() && !full.endsWith('.py'))
    return { kind: 'refused', reasons: [`${path} is no Python file: its name does not end with .py`] };
  return readScript(dirname(full), basename(full, found.isFile() ? '.py' : ''));
}
