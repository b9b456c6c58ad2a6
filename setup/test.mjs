// npm test [-- FILTER]: everything that has to hold, in both languages. The last line is the count.
import './check-node.mjs';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';
import { runStaticChecks } from './static-checks.mjs';
import { ensureTestCas } from './test-cas.mjs';
import { countUnittest, countVitest } from './test-counts.mjs';

const isStrict = process.env.CI !== undefined && !['', '0', 'false'].includes(process.env.CI);

/** Runs with the output shown as it comes; also gives it, for counting. */
function runShown(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => {
      process.stderr.write(chunk);
      output += String(chunk);
    });
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runVitest(filters) {
  const dir = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  const reportFile = join(dir, 'report.json');
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const args = [vitest, 'run', ...reporters, ...filters];
  const { code } = await runShown(process.execPath, args, process.env);
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  rmSync(dir, { recursive: true, force: true });
  return countVitest(report, code, isStrict);
}

const pythonTests = join('test', 'runner');
const hasPythonTests = () =>
  existsSync(join(root, pythonTests)) &&
  readdirSync(join(root, pythonTests)).some((name) => /^test_.*\.py$/.test(name));

async function runUnittest() {
  if (!hasPythonTests()) return { passed: 0, failed: 0, remarks: [] };
  const python = process.env.COUNTERSIGN_PYTHON || 'python3';
  const args = ['-m', 'unittest', 'discover', '-s', pythonTests, '-t', '.'];
  const { code, output } = await runShown(python, args, { ...process.env, PYTHONDONTWRITEBYTECODE: '1' });
  return countUnittest(output, code, isStrict);
}

await prepare();
if (existsSync(join(root, 'vite.page.config.ts'))) await ensureChromium();
if (existsSync(join(root, 'test', 'scripts'))) await ensureTestCas();
const failedChecks = await runStaticChecks();
const counts = [await runVitest(process.argv.slice(2)), await runUnittest()];

for (const remark of counts.flatMap(({ remarks }) => remarks)) console.log(remark);
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, failedChecks);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);
