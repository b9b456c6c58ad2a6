import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Script } from '../domain/script.js';

/** One thing found in a script; `line` is null where it is about the whole file. */
const findingSchema = z.strictObject({
  level: z.enum(['fault', 'warning']),
  file: z.string(),
  line: z.int().nullable(),
  text: z.string(),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

const checker = fileURLToPath(new URL('../../runner/check_script.py', import.meta.url));
const longestMs = 60_000;

/** What runner/check_script.py finds in a script, by the Python that would run it. Nothing of it is executed. */
export async function examineScript(
  python: { readonly executable: string; readonly environment: Readonly<Record<string, string>> },
  script: Script,
): Promise<readonly Finding[]> {
  const { executable, environment } = python;
  const options = { env: environment, timeout: longestMs, killSignal: 'SIGKILL' } as const;
  const child = spawn(executable, ['-B', checker], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  // Where Python ends before it has read everything, its exit code tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ files: script.files }));
  const closed = once(child, 'close');
  const [answer, words, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (code !== 0) throw new Error(`the script could not be looked at: ${words.trim().split('\n').at(-1)}`);
  return z.array(findingSchema).parse(JSON.parse(answer));
}
