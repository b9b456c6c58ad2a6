import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Python that runs are started with: the real program, not the pyenv or venv shim in front of it. */
export type Interpreter = { readonly executable: string; readonly version: string };

const question = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
const needed =
  'Python 3.9 or newer is needed (Debian, Ubuntu: apt-get install python3; macOS: brew install python3)';

/**
 * Asks the configured Python (a name on PATH or a path) once for its `sys.executable`: a shim in front of it
 * costs 80 ms and more at every start. Throws, naming what to install, if there is none or it is too old.
 */
export async function resolveInterpreter(configured = 'python3'): Promise<Interpreter> {
  const [executable = '', version = ''] = await ask(configured);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (executable === '' || major !== 3 || minor < 9) {
    throw new Error(`"${configured}" is Python ${version || 'of an unknown version'}. ${needed}`);
  }
  return { executable, version };
}

async function ask(configured: string): Promise<string[]> {
  try {
    const { stdout } = await promisify(execFile)(configured, ['-c', question], { timeout: 30_000 });
    return stdout.split('\n').map((line) => line.trim());
  } catch (cause) {
    throw new Error(`"${configured}" could not be started. ${needed}`, { cause });
  }
}
