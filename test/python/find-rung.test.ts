import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.js';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { openRunner } from '../../src/roles/open-runner.js';
import { aRun, fixtureScript } from '../builders/runner.js';

const interpreter = await resolveInterpreter();
const log = { info: () => undefined, warn: () => undefined };

describe('findRung', () => {
  it('gives the highest rung that holds, with the reason against each above it', async () => {
    const found = await findRung({ interpreter, environment: process.env, box: {} });
    expect([4, 3, 2, 1].slice(0, found.refused.length)).toEqual(found.refused.map(({ rung }) => rung));
    expect(found.rung).toBe(4 - found.refused.length);
    if (process.platform === 'linux' && process.getuid?.() === 0)
      expect(found).toEqual({ rung: 4, refused: [] });
  });

  it('tries none above the one that is asked for', async () => {
    const found = await findRung({ interpreter, environment: process.env, box: {}, most: 1 });
    expect(found).toEqual({ rung: 1, refused: [] });
  });

  it('throws when no script runs at all, with the reason', async () => {
    const environment = { PATH: '/nowhere' };
    await expect(findRung({ interpreter, environment, box: {} })).rejects.toThrow(
      /no script can be run here: FileNotFoundError/,
    );
  });
});

describe('openRunner', () => {
  const configWith = (isolation: { least: 1 | 2 | 3 | 4; most: 1 | 2 | 3 | 4 }, dataDir: string) => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', COUNTERSIGN_ADMINS: 'U1', COUNTERSIGN_DATA: dataDir };
    const loaded = loadConfig(env, () => '');
    if (!loaded.ok) throw new Error('faults');
    return { ...loaded.config, runner: { ...loaded.config.runner, isolation } };
  };
  const withData = async (use: (dataDir: string) => Promise<void>): Promise<void> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'countersign-data-'));
    await use(dataDir).finally(() => rmSync(dataDir, { recursive: true }));
  };

  it('refuses to go below the rung that is asked for, and says why', () =>
    withData(async (dataDir) => {
      await expect(openRunner(configWith({ least: 4, most: 1 }, dataDir), process.env, log)).rejects.toThrow(
        'RUNNER_ISOLATION asks for rung 4, but this machine allows 1 (a process group)',
      );
    }));

  it.runIf(process.getuid?.() === 0)('warns when scripts would run as root', () =>
    withData(async (dataDir) => {
      const warned: string[] = [];
      const listening = { ...log, warn: (_: object, message: string) => void warned.push(message) };
      for (const most of [1, 4] as const)
        await openRunner(configWith({ least: 1, most }, dataDir), process.env, listening);
      expect(warned).toEqual(['scripts run as root: start the worker as a user of its own']);
    }),
  );

  it('lets a script keep files in the folder that it may change, on whatever rung', () =>
    withData(async (dataDir) => {
      const { runner, rung } = await openRunner(configWith({ least: 1, most: 4 }, dataDir), process.env, log);
      const args = { ca_dir: join(dataDir, 'ca'), ca_passphrase: 'a passphrase', valid_days: '1' };
      const script = await fixtureScript('keeps');
      const outcomes = [await runner.run(aRun(script, { args })), await runner.run(aRun(script, { args }))];
      await runner.close();
      expect(
        outcomes.map((outcome) => outcome.kind === 'returned' && outcome.certificate),
        `${rung}`,
      ).toEqual(['run 1', 'run 2']);
    }));
});
