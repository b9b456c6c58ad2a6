import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';
import { stop } from './stop.mjs';

/** Written when `npm ci` is through, so that an interrupted one is not taken for a finished one. */
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.countersign-stamp');

/** The lockfile, and the platform, for which some packages have a binary of their own. */
function wantedStamp() {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function foundStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

/** Makes node_modules what package-lock.json says, unless it is already. */
export async function ensureDependencies() {
  const stamp = wantedStamp();
  if (foundStamp() === stamp) return;
  console.log('Set-up: installing the npm dependencies (npm ci)');
  // npm ci empties the folder at the other end of a link: that of another checkout.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(modules);
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm === undefined || npm === '' ? ['npm'] : [process.execPath, npm];
  const install = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runQuietly(command, [...args, ...install]);
  if (code !== 0) stop(`npm ci failed:\n${output}`);
  writeFileSync(stampFile, stamp);
}
