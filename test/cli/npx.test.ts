import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCheckout, type Checkout } from '../setup/a-checkout.js';
import { said } from './a-terminal.js';

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
  cpSync('package.json', join(checkout.dir, 'package.json'));
  chmodSync(join(checkout.dir, 'setup', 'countersign.mjs'), 0o644);
});
afterEach(() => checkout.remove());

/** As npm has it here, with nothing of npm's own from this machine and no registry to ask. */
const npx = (folder: string, ...args: string[]) =>
  said('npx', ['countersign', ...args], join(checkout.dir, folder), '', {
    npm_config_cache: join(checkout.bin, 'cache'),
    npm_config_registry: 'http://127.0.0.1:9',
  });

describe('npx countersign', () => {
  it('starts what is built, where it was typed, and passes its exit code on', async () => {
    checkout.write(
      'dist/main.js',
      'console.log(JSON.stringify([process.cwd(), process.argv.slice(2)])); process.exitCode = 7;',
    );
    checkout.write('below/a.txt', '');
    const { code, out } = await npx('below', 'script', 'check', 'a.py');
    expect(JSON.parse(out)).toEqual([join(checkout.dir, 'below'), ['script', 'check', 'a.py']]);
    expect(code).toBe(7);
  });

  it('says what to type when nothing is built', async () => {
    const { code, out, err } = await npx('.', 'script', 'check', 'a.py');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`Countersign is not built yet. In ${checkout.dir}`);
    expect(err).toContain('    npm run build\n');
  });

  it('says so when the sources are newer than what is built', async () => {
    checkout.write('dist/.tsbuildinfo', '');
    checkout.write('dist/main.js', 'console.log("ran")');
    await new Promise((resolve) => setTimeout(resolve, 20));
    checkout.write('src/main.ts', '');
    expect(await npx('.')).toMatchObject({
      code: 0,
      out: 'ran\n',
      err: expect.stringContaining('newer than what is built'),
    });
  });
});
