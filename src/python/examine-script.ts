import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { headerFindings } from '../domain/header-findings.js';
import type { Script } from '../domain/script.js';
import { type ScriptFinding, scriptFindingSchema } from '../domain/script-finding.js';

/** The Python that would run scripts, and what it is started with. */
export type ExaminingPython = {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
};

const checker = fileURLToPath(new URL('../../runner/check_script.py', import.meta.url));
const longestMs = 60_000;

/**
 * What the header lacks and what runner/check_script.py finds in a script. Nothing of it is executed. Throws when
 * that Python cannot be started or takes longer than `mostMs`.
 */
export async function examineScript(
  { executable, environment }: ExaminingPython,
  script: Script,
  mostMs = longestMs,
): Promise<readonly ScriptFinding[]> {
  const options = { env: environment, timeout: mostMs, killSignal: 'SIGKILL' } as const;
  const child = spawn(executable, ['-B', checker], { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  // Where Python ends before it has read everything, its exit code tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ files: script.files }));
  const closed = once(child, 'close');
  const [answer, words, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  if (code !== 0) {
    const why = code === null ? 'it took too long' : words.trim().split('\n').at(-1);
    throw new Error(`the script could not be looked at: ${why}`);
  }
  return [...headerFindings(script), ...z.array(scriptFindingSchema).parse(JSON.parse(answer))];
}
