import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { scriptCommand } from '../cli/script-command.js';
import type { OpenedScript, ScriptTools } from '../cli/script-tools.js';
import type { Terminal } from '../cli/terminal.js';
import { secretVariables } from '../environment.js';
import { readScript } from '../python/read-scripts.js';
import { resolveInterpreter } from '../python/resolve-interpreter.js';
import { runEnvironment } from '../python/run-environment.js';
import { createRunner } from '../python/runner.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** `countersign script ...` on this terminal, with the Python that workers use. Gives the exit code. */
export function runScriptCommand(args: readonly string[], env: Environment): Promise<number> {
  return scriptCommand({ terminal: thisTerminal(), tools: scriptTools(env) }, args);
}

function thisTerminal(): Terminal {
  return {
    out: (line) => process.stdout.write(line),
    err: (line) => process.stderr.write(line),
    readFile: (path) => readFile(path, 'utf8'),
    readStdin: async () => {
      if (process.stdin.isTTY) throw new Error('it is this terminal, which would show what is typed');
      return text(process.stdin);
    },
    now: () => Date.now(),
  };
}

/** Scripts, and the Python that COUNTERSIGN_PYTHON names. */
export function scriptTools(env: Environment): ScriptTools {
  const secrets: readonly string[] = secretVariables.flatMap((name) => [name, `${name}_FILE`]);
  const passEnv = (env.RUNNER_ENV ?? '').split(/[\s,]+/).filter((name) => !secrets.includes(name));
  let found: ReturnType<typeof resolveInterpreter> | undefined;
  const interpreter = () => {
    found ??= resolveInterpreter(env.COUNTERSIGN_PYTHON || 'python3');
    return found;
  };
  return {
    readScript: readScriptAt,
    // One run: nothing is gained by a Python that stays warm. Without a box, as whoever typed the command.
    openRunner: async () =>
      createRunner({ interpreter: await interpreter(), environment: env, passEnv, mode: 'fresh' }),
    python: async () => {
      const { executable } = await interpreter();
      return { executable, environment: runEnvironment(env, passEnv) };
    },
  };
}

/** A file is a script of its own, even one that is called script.py; a folder is read with its modules. */
async function readScriptAt(path: string): Promise<OpenedScript> {
  const full = resolve(path);
  const found = await stat(full).catch(() => null);
  if (found === null) return { kind: 'refused', reasons: [`there is no ${path}`] };
  if (found.isFile() && !full.endsWith('.py'))
    return { kind: 'refused', reasons: [`${path} is no Python file: its name does not end with .py`] };
  return readScript(dirname(full), basename(full, found.isFile() ? '.py' : ''));
}
