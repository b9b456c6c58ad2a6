import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Checkout = {
  readonly dir: string;
  readonly write: (path: string, content: string) => void;
  /** A program of its own, in the only directory that `PATH: bin` has. */
  readonly program: (name: string, shellScript: string) => void;
  /** Makes a command of this machine available in `bin`. */
  readonly link: (...commands: readonly string[]) => void;
  readonly bin: string;
  /** Runs node with these arguments, in another directory than the checkout. */
  readonly node: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  readonly remove: () => void;
};

/** A checkout in miniature: our set-up scripts, and a project whose only npm dependency lies beside it. */
export function aCheckout(): Checkout {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'cs-checkout-')));
  const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'cs-elsewhere-')));
  const bin = join(elsewhere, 'bin');
  mkdirSync(bin);
  cpSync('setup', join(dir, 'setup'), { recursive: true });
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  };
  const project = { name: 'miniature', version: '1.0.0', dependencies: { part: 'file:part' } };
  const packages = {
    '': project,
    'node_modules/part': { resolved: 'part', link: true },
    part: { version: '1.0.0' },
  };
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  write('package.json', JSON.stringify({ ...project, type: 'module', scripts }));
  write('part/package.json', JSON.stringify({ name: 'part', version: '1.0.0' }));
  write(
    'package-lock.json',
    JSON.stringify({ name: 'miniature', version: '1.0.0', lockfileVersion: 3, packages }),
  );
  const program = (command: string, shellScript: string) => {
    writeFileSync(join(bin, command), `#!/bin/sh\n${shellScript}\n`);
    chmodSync(join(bin, command), 0o755);
  };
  const link = (...commands: readonly string[]) => {
    for (const command of commands) program(command, `PATH='${process.env.PATH}' exec ${command} "$@"`);
  };
  const node: Checkout['node'] = (args, env = {}) =>
    new Promise((resolve, reject) => {
      const inherited = { PATH: process.env.PATH, HOME: elsewhere };
      const child = spawn(process.execPath, args, { cwd: elsewhere, env: { ...inherited, ...env } });
      const output = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk) => {
        output.stdout += String(chunk);
      });
      child.stderr.on('data', (chunk) => {
        output.stderr += String(chunk);
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...output }));
    });
  const remove = () => {
    for (const path of [dir, elsewhere]) rmSync(path, { recursive: true, force: true });
  };
  return { dir, write, program, link, bin, node, remove };
}

/** Marks its dependencies as installed, without the seconds that npm takes, and puts some of ours there. */
export async function withPackages(checkout: Checkout, ...packages: readonly string[]): Promise<Checkout> {
  checkout.write('no-npm.cjs', "require('node:fs').mkdirSync('node_modules');");
  const instead = { npm_execpath: join(checkout.dir, 'no-npm.cjs') };
  const ended = await checkout.node(
    ['-e', call(checkout, 'dependencies.mjs', 'ensureDependencies')],
    instead,
  );
  if (ended.code !== 0) throw new Error(ended.stderr);
  for (const name of packages) {
    const path = join(checkout.dir, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(realpathSync(join('node_modules', name)), path);
  }
  return checkout;
}

/** Compiler options that keep a miniature's build to a second. */
export const compilerOptions = {
  module: 'nodenext',
  target: 'ES2023',
  lib: ['ES2023'],
  types: [],
  skipLibCheck: true,
};

/** A program that calls one function of the checkout's set-up and prints what it gives. */
export const call = (checkout: Checkout, script: string, name: string): string =>
  `import(${JSON.stringify(join(checkout.dir, 'setup', script))})
    .then((module) => module.${name}())
    .then((result) => result === undefined || console.log(JSON.stringify(result)))`;
