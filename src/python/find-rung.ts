import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Script } from '../domain/script.js';
import type { RunOutcome } from '../workflow/runner.js';
import { type BoxWish, boxOf } from './box.js';
import type { Interpreter } from './resolve-interpreter.js';
import type { Environment } from './run-environment.js';
import { type Rung, rungs } from './rung.js';
import { createRunner } from './runner.js';

export type FindRungDeps = {
  readonly interpreter: Interpreter;
  readonly environment: Environment;
  readonly passEnv?: readonly string[];
  readonly box: BoxWish;
  /** Higher ones are not tried. */
  readonly most?: Rung;
};

/** The highest rung that holds on this machine, and why each of those above it does not. */
export type FoundRung = {
  readonly rung: Rung;
  readonly refused: readonly { readonly rung: Rung; readonly reason: string }[];
};

const probe = new URL('../../runner/probe.py', import.meta.url);
const probeLimitMs = 20_000;

/**
 * Tries each rung for real, from the highest down: runs a script in the worker's own box that does what scripts
 * do and reaches for what they must not get (runner/probe.py). Throws if not even the lowest holds.
 */
export async function findRung(deps: FindRungDeps): Promise<FoundRung> {
  const refused: { rung: Rung; reason: string }[] = [];
  for (const rung of rungs.filter((candidate) => candidate <= (deps.most ?? 4))) {
    const reason = await whyNot(deps, rung);
    if (reason === undefined) return { rung, refused };
    refused.push({ rung, reason });
  }
  throw new Error(`no script can be run here: ${refused.at(-1)?.reason}`);
}

async function whyNot(deps: FindRungDeps, rung: Rung): Promise<string | undefined> {
  if (rung === 4 && process.getuid?.() !== 0) return 'the worker is not root';
  const { base, hidden, writable } = boxOf(deps.box, deps.environment);
  const directory = await mkdtemp(join(base, 'countersign-probe-'));
  const secret = join(directory, 'secret');
  const { interpreter, environment } = deps;
  const box = { ...deps.box, hidden: [...hidden, directory] };
  const runner = createRunner({
    ...{ interpreter, environment, rung, box, mode: 'fresh' },
    passEnv: deps.passEnv ?? [],
  });
  try {
    await writeFile(secret, 'secret', { mode: 0o600 });
    const args = {
      ...{ rung: String(rung), worker: String(process.pid), uid: String(process.getuid?.()) },
      ...{ hidden: secret, writable: writable.join('\0') },
    };
    const script: Script = {
      format: 1,
      name: 'probe',
      files: { 'script.py': await readFile(probe, 'base64') },
    };
    const run = { runId: `probe-${rung}`, script, csr: '', commonName: '', args };
    return reasonOf(await runner.run({ ...run, timeLimitMs: probeLimitMs }));
  } finally {
    await runner.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function reasonOf(outcome: RunOutcome): string | undefined {
  switch (outcome.kind) {
    case 'returned':
      return outcome.certificate === 'held' ? undefined : 'it returned something else';
    case 'failed':
      return outcome.firstLine;
    case 'timed-out':
      return 'it took too long';
    case 'lost':
      return outcome.reason;
  }
}
