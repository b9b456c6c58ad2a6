import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCheckout, type Checkout, compilerOptions, withPackages } from './a-checkout.js';

let checkout: Checkout;
beforeEach(() => {
  checkout = aCheckout();
});
afterEach(() => {
  checkout.remove();
});
const script = (name: string): string => join(checkout.dir, 'setup', name);
const tellAll = `
  console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), level: process.env.LOG_LEVEL }));
  process.exitCode = 7;`;

describe('npm start', () => {
  it('runs what is built in the checkout, with its arguments and .env, and passes the exit code on', async () => {
    checkout.write('dist/main.js', tellAll);
    checkout.write('.env', 'LOG_LEVEL=debug\n');
    const { code, stdout } = await checkout.node([script('start.mjs'), 'worker', '--x']);
    expect(JSON.parse(stdout)).toEqual({ args: ['worker', '--x'], cwd: checkout.dir, level: 'debug' });
    expect(code).toBe(7);
  });

  it('lets the environment win over .env', async () => {
    checkout.write('dist/main.js', tellAll);
    checkout.write('.env', 'LOG_LEVEL=debug\n');
    const { stdout } = await checkout.node([script('start.mjs')], { LOG_LEVEL: 'warn' });
    expect(JSON.parse(stdout)).toMatchObject({ args: [], level: 'warn' });
  });

  it('lets a signal to npm reach the product, and its exit code come back', async () => {
    checkout.write(
      'dist/main.js',
      `const alive = setInterval(() => {}, 1000);
       process.once('SIGTERM', () => { console.log('closing'); clearInterval(alive); process.exitCode = 5; });
       console.log('ready');`,
    );
    const child = spawn('npm', ['--silent', 'start'], {
      cwd: checkout.dir,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(String((await once(child.stdout, 'data'))[0])).toBe('ready\n');
    child.kill('SIGTERM');
    expect(String((await once(child.stdout, 'data'))[0])).toBe('closing\n');
    expect(await once(child, 'exit')).toEqual([5, null]);
  });
});

describe('npm run demo', { timeout: 120_000 }, () => {
  const output = { rootDir: 'src', outDir: 'dist', incremental: true, tsBuildInfoFile: 'dist/.tsbuildinfo' };
  beforeEach(async () => {
    await withPackages(checkout, 'typescript');
    const options = { ...compilerOptions, ...output };
    checkout.write('tsconfig.build.json', JSON.stringify({ compilerOptions: options, include: ['src'] }));
    checkout.write('src/redis/lua/step.lua', 'return 1');
  });
  const main = `declare const process: any; declare const console: any; ${tellAll}`;

  it('builds and starts the demo with its arguments, and npm start builds again what has changed', async () => {
    checkout.write('src/main.ts', main);
    const args = ['--port', '0', '--data', 'here', '--no-seed'];
    const { code, stdout } = await checkout.node([script('demo.mjs'), ...args], { INIT_CWD: '/typed/in' });
    expect(JSON.parse(stdout)).toMatchObject({
      args: ['demo', '--port', '0', '--data', '/typed/in/here', '--no-seed'],
      cwd: checkout.dir,
    });
    expect(code).toBe(7);
    const lua = await checkout.node([
      '-p',
      `fs.readFileSync('${checkout.dir}/dist/redis/lua/step.lua', 'utf8')`,
    ]);
    expect(lua.stdout).toBe('return 1\n');

    checkout.write('src/main.ts', main.replace('= 7', '= 8')); // newer than what is built
    expect((await checkout.node([script('start.mjs')])).code).toBe(8);
  });

  it('stops with the errors of the compiler', async () => {
    checkout.write('src/main.ts', `${main} const no: number = 'text';`);
    const { code, stdout, stderr } = await checkout.node([script('demo.mjs')]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/The build failed:\n.*TS2322/);
  });
});
