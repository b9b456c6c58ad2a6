import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';

let directory = '';
const program = (name: string, text: string): string => {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-python-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('resolveInterpreter', () => {
  it('finds the program behind the name on PATH, and behind a shim', async () => {
    const found = await resolveInterpreter();
    expect(found.executable).toMatch(/^\/.*python/);
    expect(found.version).toMatch(/^3\.\d+\.\d+$/);
    expect(await resolveInterpreter(program('shim', `exec ${found.executable} "$@"`))).toEqual(found);
  });

  it('says what to install where there is no such program', async () => {
    const missing = join(directory, 'no-python');
    await expect(resolveInterpreter(missing)).rejects.toThrow(
      `"${missing}" could not be started. Python 3.9 or newer is needed (Debian, Ubuntu: apt-get install python3`,
    );
  });

  it.each([
    ['3.8.18', 'is Python 3.8.18. Python 3.9 or newer is needed'],
    ['2.7.18', 'is Python 2.7.18. Python 3.9 or newer is needed'],
    ['', 'is Python of an unknown version. Python 3.9 or newer is needed'],
  ])('refuses version "%s"', async (version, words) => {
    const old = program('old', `echo /usr/bin/old; echo ${version}`);
    await expect(resolveInterpreter(old)).rejects.toThrow(words);
  });
});
