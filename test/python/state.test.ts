import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import type { RunInput, Runner, RunOutcome } from '../../src/workflow/runner.js';
import { aRun, aRunner, fixtureScript } from '../builders/runner.js';

const interpreter = await resolveInterpreter();
const found = await findRung({ interpreter, environment: process.env, box: {} });
const script = await fixtureScript('remembers_runs');

type Packed = { path: string; mode: number; mtime: number; content: string | null };
const packed = (...entries: Partial<Packed>[]): string =>
  JSON.stringify({
    format: 1,
    entries: entries.map((entry) => ({ mode: 0o600, mtime: 1, content: 'eA==', ...entry })),
  });

const stateOf = (outcome: RunOutcome) => ('state' in outcome ? outcome.state : undefined);
const archiveOf = (outcome: RunOutcome): string => stateOf(outcome)?.archive ?? '';
const entriesOf = (outcome: RunOutcome): Packed[] => JSON.parse(archiveOf(outcome)).entries;
const pathsOf = (outcome: RunOutcome): string[] => entriesOf(outcome).map(({ path }) => path);
const seenBy = (outcome: RunOutcome): unknown =>
  outcome.kind === 'returned' ? JSON.parse(outcome.certificate) : outcome;

const runOf = (runner: Runner, state: string | null, args: RunInput['args'] = {}) =>
  runner.run(aRun(script, { args, timeLimitMs: 2_000, ...(state === null ? {} : { state }) }));

const rungs = [
  ...([1, 2, 3, 4] as const).map((rung) => ({ rung, mode: 'warm' as const })),
  ...([1, 3] as const).map((rung) => ({ rung, mode: 'fresh' as const })),
].filter(({ rung }) => rung <= found.rung);

describe.each(rungs)('the state of a profile on rung $rung ($mode)', ({ rung, mode }) => {
  let base: string;
  let runner: Runner;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'countersign-state-'));
    runner = await aRunner({ interpreter, rung, mode, box: { base } });
  });
  afterAll(async () => {
    await runner.close();
    rmSync(base, { recursive: true });
  });

  it('is there in the next run: contents, times, and whether the owner may execute', async () => {
    const first = await runOf(runner, '', { how: 'executes' });
    const place = rung >= 3 ? '/tmp' : expect.stringMatching(/countersign-run-\w+\/\.countersign-state$/);
    expect(seenBy(first)).toEqual({ number: 1, state: place, mode: 0o600 });
    const second = await runOf(runner, archiveOf(first));
    expect(seenBy(second)).toMatchObject({ number: 2 });
    expect(entriesOf(second)).toEqual([
      expect.objectContaining({ path: 'deep', content: null }),
      expect.objectContaining({ path: 'deep/er', content: null }),
      { path: 'deep/er/runs', mode: 0o600, mtime: 1_600_000_002, content: 'eHg=' },
      expect.objectContaining({ path: 'program', mode: 0o700 }),
    ]);
  });

  it.each(['raises', 'exits'])('is what a script has left that %s', async (how) => {
    const failed = await runOf(runner, '', { how });
    expect(failed).toMatchObject({ kind: 'failed', state: { note: '' } });
    expect(seenBy(await runOf(runner, archiveOf(failed)))).toMatchObject({ number: 2 });
  });

  it.each([
    ['is-killed', 'failed'],
    ['hangs', 'timed-out'],
  ])('is nothing that a script has left that %s', async (how, kind) => {
    const killed = await runOf(runner, '', { how });
    expect(killed.kind).toBe(kind);
    expect(stateOf(killed)).toBeUndefined();
  });

  it('is not kept when it is over 1 MB, and the certificate is', async () => {
    expect(await runOf(runner, '', { how: 'fills' })).toMatchObject({
      kind: 'returned',
      state: { archive: null, note: expect.stringMatching(/not kept.*: packed, it would be over 1024 KB$/) },
    });
  });

  it('has files and directories, no links, no pipes, and nothing that lies too deep', async () => {
    const linked = await runOf(runner, '', { how: 'links' });
    expect(pathsOf(linked)).toEqual(['again', 'deep', 'deep/er', 'deep/er/runs']);
    expect(stateOf(linked)?.note).toMatch(/^3 of what the script left in its state was not kept/);
    const deep = await runOf(runner, '', { how: 'goes-deep' });
    expect(Math.max(...pathsOf(deep).map((path) => path.split('/').length))).toBeLessThan(33);
    expect(seenBy(await runOf(runner, archiveOf(deep)))).toMatchObject({ number: 2 });
  });

  it('does not lead out of its directory', async () => {
    const climbing = await runOf(runner, packed({ path: '../../../escaped' }));
    expect(climbing).toMatchObject({ kind: 'failed', cause: 'not-loadable' });
    expect(climbing.kind === 'failed' && climbing.firstLine).toContain('a path that leads elsewhere');
  });

  it('is not there for a profile that keeps none', async () => {
    const place = rung >= 3 ? '/tmp' : '.';
    for (const _ of [1, 2]) {
      const outcome = await runOf(runner, null, { place });
      expect(seenBy(outcome)).toMatchObject({ number: 1, state: '' });
      expect(stateOf(outcome)).toBeUndefined();
    }
  });

  it('leaves nothing on the disk', async () => {
    // The process that is made ready for the next run rehearses in a directory of its own for a moment.
    const left = () => readdirSync(base).filter((name) => !name.startsWith('countersign-runner-'));
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  });
});

describe('the state of a profile', () => {
  it('is not what a script puts in its place', async () => {
    const runner = await aRunner({ interpreter, rung: 1 });
    const outcome = await runOf(runner, '', { how: 'is-replaced' });
    expect(stateOf(outcome)).toEqual({ archive: null, note: expect.stringContaining('it cannot be read') });
  });

  it.runIf(found.rung >= 3)('is what a script leaves in /tmp by name on rung 3 and 4', async () => {
    const runner = await aRunner({ interpreter, rung: found.rung });
    const first = await runOf(runner, '', { place: '/tmp/my-acme' });
    expect(pathsOf(first)).toContain('my-acme/deep/er/runs');
    const second = await runOf(runner, archiveOf(first), { place: '/tmp/my-acme' });
    expect(seenBy(second)).toMatchObject({ number: 2 });
  });

  it.runIf(found.rung >= 3)('has nothing to do with folders that the box shows in /tmp', async () => {
    const folder = mkdtempSync('/tmp/countersign-shown-');
    try {
      const runner = await aRunner({ interpreter, rung: found.rung, box: { writable: [folder] } });
      const outcome = await runOf(runner, '', { place: folder });
      expect(seenBy(outcome)).toMatchObject({ number: 1, state: '/tmp' });
      expect(archiveOf(outcome)).toBe('');
      const intruding = packed({ path: `${folder.slice('/tmp/'.length)}/in` });
      expect(await runOf(runner, intruding)).toMatchObject({ kind: 'failed', cause: 'not-loadable' });
      expect(readdirSync(folder)).toEqual(['deep']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
