import './check-node.mjs';
import { cpSync, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';
import { stop } from './stop.mjs';

const typescript = join('node_modules', 'typescript', 'bin', 'tsc');
const vite = join('node_modules', 'vite', 'bin', 'vite.js');
const buildRecord = join(root, 'dist', '.tsbuildinfo');

/** Compiles src/ to dist/, with the local Slack's page and the Lua scripts: `{code, output}` of the first that failed. */
export async function build() {
  const results = await Promise.all([
    runQuietly(process.execPath, [typescript, '-p', 'tsconfig.build.json']),
    buildPage(),
  ]);
  cpSync(join(root, 'src', 'redis', 'lua'), join(root, 'dist', 'redis', 'lua'), { recursive: true });
  const failed = results.find(({ code }) => code !== 0);
  if (failed === undefined) touchRecord();
  return failed || results[0];
}

/** Bundles the page of the local Slack into dist/sandbox/page. */
function buildPage() {
  const config = 'vite.page.config.ts';
  if (!existsSync(join(root, config))) return { code: 0, output: '' };
  return runQuietly(process.execPath, [vite, 'build', '--config', config]);
}

// The compiler leaves its record alone when only the page changed.
function touchRecord() {
  const now = new Date();
  if (modified(buildRecord) !== undefined) utimesSync(buildRecord, now, now);
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
