import './check-node.mjs';
import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';
import { stop } from './stop.mjs';

const typescript = join('node_modules', 'typescript', 'bin', 'tsc');
const buildRecord = join(root, 'dist', '.tsbuildinfo');

/** Compiles src/ to dist/ and puts the Lua scripts beside: `{code, output}` of the compiler. */
export async function build() {
  const result = await runQuietly(process.execPath, [typescript, '-p', 'tsconfig.build.json']);
  cpSync(join(root, 'src', 'redis', 'lua'), join(root, 'dist', 'redis', 'lua'), { recursive: true });
  return result;
}

/** Builds, installing the dependencies first if need be; stops with the compiler's errors. */
export async function buildOrStop() {
  await ensureDependencies();
  const { code, output } = await build();
  if (code !== 0) stop(`The build failed:\n${output}`);
}

/** True when dist/ is there and no source is newer; an image has no sources. */
export function isBuilt() {
  const built = modified(buildRecord);
  if (built === undefined) return modified(join(root, 'dist', 'main.js')) !== undefined && !hasSources();
  return hasSources() ? newestSource() <= built : true;
}

const hasSources = () => modified(join(root, 'src')) !== undefined;

const newestSource = () =>
  readdirSync(join(root, 'src'), { recursive: true })
    .map((path) => modified(join(root, 'src', path)) || 0)
    .reduce((newest, time) => Math.max(newest, time), 0);

function modified(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : stat.mtimeMs;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildOrStop();
