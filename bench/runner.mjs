// npm run bench:runner [-- --json FILE --rounds N --soak N --quiet SECONDS]: what a run costs beyond what its script
// does. On a machine that others use too, --quiet waits before each sample, at most so long, until it does little else.
//
// Alternating rounds in one process, the median over the rounds; ratios matter, not the numbers. The ways: this
// runner with the box off (rung 1), on rung 3 and on the highest rung that the machine allows, python-shell with a
// process for each run, and a bare os.fork loop with a pipe, the limit, which is measured in Python itself.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { PythonShell } from 'python-shell';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    soak: { type: 'string', default: '0' },
    quiet: { type: 'string', default: '0' },
  },
});
const { findRung } = await import(join(root, 'dist/python/find-rung.js'));
const { createRunner } = await import(join(root, 'dist/python/runner.js'));
const { resolveInterpreter } = await import(join(root, 'dist/python/resolve-interpreter.js'));

const interpreter = await resolveInterpreter(process.env.COUNTERSIGN_PYTHON || 'python3');
const environment = process.env;
const run = promisify(execFile);
const canImport = (name) =>
  run(interpreter.executable, ['-c', `import ${name}`]).then(
    () => true,
    () => false,
  );
// Without requests, what it consists of for the most part: the standard library's own heavy modules.
const heavy = (await canImport('requests'))
  ? { imports: 'requests', preload: ['requests'] }
  : { imports: 'ssl, http.client, urllib.request, json, email.parser, logging.handlers', preload: [] };
const preloadedByLoop = ['ssl', 'http.client', 'urllib.request', 'json', 'email.parser', 'logging.handlers', ...heavy.preload];

const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const body = 'def certificate_request(csr, common_name, args_dict):\n    return "x" * 2000\n';
const scripts = { trivial: body, imports: `import ${heavy.imports}\n${body}` };
for (const [name, text] of Object.entries(scripts)) writeFileSync(join(folder, `${name}.py`), text);

const { rung: highest, refused } = await findRung({ interpreter, environment, box: { hidden: [environment.HOME ?? folder] } });
// Where the directories of runs are, so that what is left of them can be counted.
const base = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'countersign-bench-'));
const aRunner = (rung) =>
  createRunner({
    ...{ interpreter, environment, rung, mode: 'warm', preload: heavy.preload },
    box: { base, hidden: [environment.HOME ?? folder] },
  });
const rungsToMeasure = [...new Set([1, Math.min(3, highest), highest])];
const runners = new Map(rungsToMeasure.map((rung) => [rung, aRunner(rung)]));
await Promise.all([...runners.values()].map((runner) => runner.warmUp()));
const onHighest = runners.get(highest);
const called = (rung) => `this runner, ${rung === 1 ? 'box off' : `rung ${rung}`}`;

const inRunner = (runner) => async (name) => {
  const files = { 'script.py': Buffer.from(scripts[name]).toString('base64') };
  const script = { format: 1, name, files };
  const input = { runId: name, script, csr: 'csr', commonName: 'www.example.org', args: {}, timeLimitMs: 60_000 };
  const outcome = await runner.run(input);
  if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome));
};
const inProcess = (name) =>
  new Promise((resolve, reject) => {
    const shell = new PythonShell('plain.py', {
      ...{ mode: 'json', pythonPath: interpreter.executable, scriptPath: join(root, 'bench') },
    });
    let answer;
    shell.on('message', (message) => {
      answer = message;
    });
    shell.send({ script: join(folder, `${name}.py`), csr: 'csr', common_name: 'www.example.org', args: {} });
    shell.end((error) => (error || !answer ? reject(error ?? new Error('no answer')) : resolve()));
  });

async function inNode(start, name, runs, atOnce) {
  const milliseconds = [];
  let left = runs;
  const begin = performance.now();
  const one = async () => {
    while (left-- > 0) {
      const since = performance.now();
      await start(name);
      milliseconds.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { milliseconds, seconds: (performance.now() - begin) / 1000 };
}

async function inLoop(name, runs, atOnce) {
  const args = [join(root, 'bench/fork_loop.py'), join(folder, `${name}.py`), runs, atOnce, ...preloadedByLoop];
  const { stdout } = await run(interpreter.executable, args.map(String));
  return JSON.parse(stdout);
}

const loadBefore = loadavg()[0];
const ways = {
  ...Object.fromEntries(
    rungsToMeasure.map((rung) => [
      called(rung),
      { runs: 60, measure: (...args) => inNode(inRunner(runners.get(rung)), ...args) },
    ]),
  ),
  'python-shell, process per run': { runs: 24, measure: (...args) => inNode(inProcess, ...args) },
  'bare os.fork loop': { runs: 60, measure: inLoop },
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const percentile = (numbers, share) =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];

const idleAndAll = () =>
  cpus().reduce(([idle, all], { times }) => [idle + times.idle, all + Object.values(times).reduce((a, b) => a + b)], [0, 0]);
async function waitForQuiet() {
  const end = performance.now() + Number(options.quiet) * 1000;
  while (performance.now() < end) {
    const [idle, all] = idleAndAll();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [idleThen, allThen] = idleAndAll();
    if ((idleThen - idle) / (allThen - all) > 0.9) return true;
  }
  return options.quiet === '0';
}

const samples = [];
let disturbed = 0;
for (let round = 0; round < Number(options.rounds); round++) {
  for (const script of Object.keys(scripts)) {
    for (const atOnce of [1, 8]) {
      for (const [way, { runs, measure }] of Object.entries(ways)) {
        if (!(await waitForQuiet())) disturbed += 1;
        const { milliseconds, seconds } = await measure(script, atOnce === 1 ? runs : 2 * runs, atOnce);
        samples.push({
          ...{ round, script, atOnce, way, p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) },
          perSecond: milliseconds.length / seconds,
        });
      }
    }
  }
}

const rows = Object.keys(scripts).flatMap((script) =>
  [1, 8].flatMap((atOnce) =>
    Object.keys(ways).map((way) => {
      const mine = samples.filter((s) => s.script === script && s.atOnce === atOnce && s.way === way);
      const of = (key) => Number(median(mine.map((sample) => sample[key])).toFixed(2));
      return { script, atOnce, way, p50: of('p50'), p99: of('p99'), perSecond: of('perSecond') };
    }),
  ),
);
const p50 = (way, script) => rows.find((row) => row.way.startsWith(way) && row.script === script && row.atOnce === 1).p50;
const ratios = Object.fromEntries(
  rungsToMeasure.map(called).flatMap((way) => [
    [`process per run / ${way}, imports`, p50('python-shell', 'imports') / p50(way, 'imports')],
    [`${way} / bare fork, trivial`, p50(way, 'trivial') / p50('bare', 'trivial')],
  ]),
);

const kilobytesOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
const memoryOf = (pid) => Math.round(kilobytesOf(pid) / 1024);
const idleMegabytes = process.platform === 'linux' ? memoryOf(onHighest.pid()) : null;

async function soak(times) {
  const state = (pid) => ({
    kilobytes: kilobytesOf(pid),
    // The runner does not let others of its user look at it; root may.
    descriptors: process.getuid() === 0 ? readdirSync(`/proc/${pid}/fd`).length : null,
    // Zombies too.
    children: readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).length,
  });
  const states = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    globalThis.gc?.();
    return { runner: state(onHighest.pid()), worker: state(process.pid), files: readdirSync(base, { recursive: true }).length };
  };
  await inNode(inRunner(onHighest), 'trivial', 200, 8);
  const before = await states();
  const { seconds } = await inNode(inRunner(onHighest), 'trivial', times, 8);
  return { runs: times, seconds: Number(seconds.toFixed(1)), before, after: await states() };
}
const soaked = Number(options.soak) > 0 ? await soak(Number(options.soak)) : null;
await Promise.all([...runners.values()].map((runner) => runner.close()));
for (const path of [folder, base]) rmSync(path, { recursive: true });

const machine = {
  ...{ processor: cpus()[0]?.model, processors: cpus().length, gigabytes: Math.round(totalmem() / 2 ** 30) },
  ...{ platform: process.platform, kernel: release().split('-')[0], node: process.version, python: interpreter.version },
  load: { before: loadBefore, after: loadavg()[0] },
};
const report = { machine, disturbed, samples: samples.length, highest, refused, imports: heavy.imports, idleMegabytes, ratios, rows, soaked };
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);

console.log(
  `${machine.processors} x ${machine.processor}, ${machine.gigabytes} GB, ${machine.platform} ${machine.kernel}, Node ${machine.node}, ` +
    `Python ${machine.python}; highest rung ${highest}; load ${machine.load.before.toFixed(1)} to ${machine.load.after.toFixed(1)}` +
    (options.quiet === '0' ? '' : `; ${disturbed} of ${samples.length} samples beside the work of others`),
);
console.log(`"imports" is: import ${heavy.imports}\n`);
console.log('| script | at once | way | p50 ms | p99 ms | runs/s |\n| --- | --- | --- | --- | --- | --- |');
for (const row of rows) {
  console.log(`| ${row.script} | ${row.atOnce} | ${row.way} | ${row.p50} | ${row.p99} | ${row.perSecond} |`);
}
console.log();
for (const [name, ratio] of Object.entries(ratios)) console.log(`${name}: ${ratio.toFixed(1)}`);
console.log(`idle runner: ${idleMegabytes} MB${soaked ? `; soak: ${JSON.stringify(soaked)}` : ''}`);
