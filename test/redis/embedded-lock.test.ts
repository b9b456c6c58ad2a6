import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHolder, takeLock, writeHolder } from '../../src/redis/embedded-lock.js';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cs-lock-'));
  path = join(dir, 'lock');
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('takeLock', () => {
  it('refuses while a live process holds it, and is free after the release', async () => {
    const lock = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(`process ${process.pid}`);
    lock.release();
    (await takeLock(path)).release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('takes over from a dead process', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeHolder(path, child.pid ?? 0);
    await expect(takeLock(path)).rejects.toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await takeLock(path);
    expect(readHolder(path)?.pid).toBe(process.pid);
  });

  it.each([
    ['a process whose pid is used again', { pid: process.pid, start: 'earlier', host: hostname() }],
    ['a container that is gone', { pid: process.pid, start: readStart(), host: 'another-host' }],
    ['nobody that can be read', 'garbage'],
  ])('takes over from %s', async (_, content) => {
    writeFileSync(path, JSON.stringify(content));
    await takeLock(path);
    expect(readHolder(path)).toMatchObject({ pid: process.pid, start: readStart() });
  });

  it('goes to exactly one of several processes that find it stale at once', async () => {
    writeFileSync(path, 'stale');
    const program = `
      const { takeLock } = await import('./dist/redis/embedded-lock.js');
      const at = Number(process.argv[1]);
      while (Date.now() < at);
      try { await takeLock(${JSON.stringify(path)}); console.log('mine'); } catch { console.log('refused'); }
      setTimeout(() => {}, 60000);`;
    const at = String(Date.now() + 700);
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program, at]),
    );
    const answers = await Promise.all(
      children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])),
    );
    for (const child of children) child.kill('SIGKILL');
    expect(answers.filter((answer) => answer === 'mine\n')).toHaveLength(1);
    expect(existsSync(path)).toBe(true);
  });
});

function readStart(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'cs-lock-'));
  writeHolder(join(scratch, 'me'), process.pid);
  const start = readHolder(join(scratch, 'me'))?.start ?? '';
  rmSync(scratch, { recursive: true });
  return start;
}
