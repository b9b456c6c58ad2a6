import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run-quietly.mjs';

const node = (...args) => runQuietly(process.execPath, args);
const inModules = (...path) => join('node_modules', ...path);

/** What is looked at without running a test, by the name it has in package.json's scripts. */
const checks = {
  lint: () =>
    node(inModules('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--colors=off', '--diagnostic-level=error'),
  types: async () => {
    const results = await Promise.all(['tsconfig.json', 'tsconfig.page.json'].map(checkTypes));
    return results.find(({ code }) => code !== 0) || results[0];
  },
  arch: () =>
    node(
      inModules('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['src', '--config', '.dependency-cruiser.cjs'],
    ),
  build,
};

/** The types of one project, if the checkout has it; the page is one of its own. */
async function checkTypes(project) {
  if (!existsSync(join(root, project))) return { code: 0, output: '' };
  const record = join('.cache', `${project.replace('.json', '')}.tsbuildinfo`);
  const options = ['--noEmit', '--incremental', '--tsBuildInfoFile', record];
  return node(inModules('typescript', 'bin', 'tsc'), '-p', project, ...options);
}

/** Runs all of them side by side and shows the output of those that fail; gives how many did. */
export async function runStaticChecks() {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const start = performance.now();
      const { code, output } = await check();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(code === 0 ? `ok ${name} (${seconds} s)` : `FAILED ${name} (npm run ${name})\n${output}`);
      return code === 0;
    }),
  );
  return results.filter((isFine) => !isFine).length;
}
