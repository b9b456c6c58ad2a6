import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { said } from './a-terminal.js';

const main = join(process.cwd(), 'dist', 'main.js');
const type = (...args: readonly string[]) => said(process.execPath, [main, ...args], tmpdir());

describe('countersign help', () => {
  it.each(['help', '--help'])('lists every command on stdout: %s', async (word) => {
    const { code, out, err } = await type(word);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const command of ['bot', 'worker', 'all', 'demo', 'script check | run', 'forget-state', 'help']) {
      expect(out).toContain(command);
    }
  });

  it('lists each verb of profile, and profile --help says how to use it', async () => {
    const [all, more] = await Promise.all([type('help'), type('profile', '--help')]);
    expect(more.code).toBe(0);
    for (const verb of ['export', 'import', 'secret', 'forget-state']) {
      expect(all.out).toContain(verb);
      expect(more.err).toContain(`countersign profile ${verb}`);
    }
  });

  it('says what there is to somebody who typed something else', async () => {
    const { code, out, err } = await type('hlep');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('usage: countersign');
  });
});
