import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server started for a test, and its output so far. */
export type AProgram = { readonly output: () => string; readonly close: () => Promise<void> };

/** Starts a program and waits until it has said that it is ready; throws with its output if it ends before. */
export async function aProgram(wish: {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly isReady: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<AProgram> {
  const env = { PATH: process.env.PATH, HOME: wish.cwd, ...wish.env };
  const child = spawn(wish.command, wish.args, { cwd: wish.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const isReady = new Promise<void>((resolve, reject) => {
    const hear = (chunk: unknown): void => {
      output = (output + String(chunk)).slice(-200_000);
      if (wish.isReady.test(output)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`${wish.command} ended: ${output}`)));
    setTimeout(() => reject(new Error(`${wish.command} is not ready: ${output}`)), 30_000).unref();
  });
  try {
    await isReady;
  } catch (error) {
    await end(child);
    throw error;
  }
  return { output: () => output, close: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
