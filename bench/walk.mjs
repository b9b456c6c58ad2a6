// npm run bench:walk [-- --json FILE --walks N --role all]: how long from the click on Approve until the certificate
// is in the thread, with a script that returns at once, and how many calls to Slack a certificate takes.
//
// Bot and worker are processes of their own (or one, with --role all) over a real Redis that syncs every write, and
// the local Slack, four times as fast as Slack so that its limits do not count here. Beside the walks, in the same run
// and in turn with them, the bare parts: a BullMQ job that does nothing, and what shows the result (one chat.update
// and the three calls of an upload) by a client of its own. Ratios matter, not the numbers.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WebClient } from '@slack/web-api';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: options } = parseArgs({
  options: { json: { type: 'string' }, walks: { type: 'string', default: '30' }, role: { type: 'string', default: 'apart' } },
});
const own = (path) => import(join(root, 'dist', path));
const { startSandbox } = await own('sandbox/start-sandbox.js');
const { openStores } = await own('redis/open-stores.js');
const { readScript } = await own('python/read-scripts.js');
const { openPolicy } = await own('domain/policy.js');

const loadBefore = loadavg()[0];
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const scripts = join(folder, 'scripts');
mkdirSync(scripts);
writeFileSync(join(scripts, 'at_once.py'), 'def certificate_request(csr, common_name, args_dict):\n    return args_dict["certificate"]\n');
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
openssl('req', '-x509', ...ec, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Bench CA', '-days', '9');
openssl('req', '-new', ...ec, '-keyout', 'web.key', '-out', 'web.csr', '-subj', '/CN=web.example.com', '-addext', 'subjectAltName=DNS:web.example.com');
openssl('x509', '-req', '-in', 'web.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '5', '-copy_extensions', 'copy', '-out', 'web.pem');
const read = (name) => readFileSync(join(folder, name), 'utf8');

const children = [];
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});
async function start(command, args, { input = '', env = process.env, until }) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  child.stdin.end(input);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log = (log + String(chunk)).slice(-20_000);
    });
  }
  for (let tries = 0; !log.includes(until); tries++) {
    if (child.exitCode !== null || tries > 1200) throw new Error(`${command} did not start:\n${log}`);
    await sleep(25);
  }
}

const socket = join(folder, 'redis.sock');
const redisLines = ['port 0', `unixsocket ${socket}`, `dir ${folder}`, 'save ""', 'appendonly yes', 'appendfsync always'];
await start('redis-server', ['-'], { input: `${redisLines.join('\n')}\n`, until: 'ready to accept connections' });
const manifest = JSON.parse(readFileSync(join(root, 'manifests/socket-mode.json'), 'utf8'));
const sandbox = await startSandbox({ manifest, timeScale: 4 });
const control = async (path, body) => {
  const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetch(new URL(`/_control/${path}`, sandbox.url), init)).json();
};
const state = await control('state');
const idOf = (kind, name) => state[kind].find((each) => each.name === name).id;
const env = {
  ...{ PATH: process.env.PATH ?? '', HOME: folder, LANG: 'C.UTF-8', LOG_LEVEL: 'info' },
  ...{ SLACK_BOT_TOKEN: sandbox.botToken, SLACK_API_URL: sandbox.apiUrl, SLACK_APP_TOKEN: sandbox.appToken },
  ...{ REDIS_URL: socket, COUNTERSIGN_KEYS: `bench:${randomBytes(32).toString('base64')}`, COUNTERSIGN_DATA: folder },
  ...{ COUNTERSIGN_SCRIPTS: scripts, COUNTERSIGN_ADMINS: idOf('users', 'ada') },
};
const roles = options.role === 'all' ? ['all'] : ['bot', 'worker'];
await Promise.all(
  roles.map((role) => start(process.execPath, ['dist/main.js', role], { env, until: role === 'bot' ? 'bot started' : 'worker started' })),
);

const redis = new Redis(socket, { replyMapping: 'legacy' });
const stores = openStores({ redis, workspace: 'default', timeoutMs: 5000, draftTtlMs: 60_000, keepOutputMs: 60_000 });
async function saveProfile() {
  const script = await readScript(scripts, 'at_once');
  const hash = await stores.scripts.keep(script.script);
  const settings = {
    ...{ name: 'bench', description: '', script: { name: 'at_once', hash }, timeLimitMs: 20_000, maxValidityDays: 825 },
    parameters: [{ name: 'certificate', sensitive: false, dynamic: false, value: read('web.pem') }],
    ...{ approvers: { users: [idOf('users', 'amy')], groups: [] }, approvalsRequired: 1 },
    ...{ channel: idOf('channels', 'cert-requests'), allowExtraNames: false, keepsState: false, policy: openPolicy },
  };
  const author = { user: idOf('users', 'ada'), team: state.team.id };
  const version = { number: 1, savedAt: Date.now(), author, settings };
  const profile = { format: 1, id: 'p-bench', revision: 1, status: 'enabled', proposal: null, hiding: [], news: [], version, sealed: {} };
  const audit = { format: 1, at: Date.now(), actor: { system: 'bench' }, surface: 'demo', action: 'profile.created' };
  await stores.profiles.create(profile, { ...audit, subject: { kind: 'profile', id: 'p-bench' }, facts: {} });
}
await saveProfile();

const channel = 'cert-requests';
async function eventually(what, ask) {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(50);
  }
  throw new Error(`it never came to this: ${what}`);
}

/** A request up to its card; then the click, and when what came of it. Milliseconds since the click. */
async function walk() {
  const callsBefore = (await control('calls')).length;
  await control('command', { user: 'eve', channel, text: '/cert request bench' });
  await control('fill', { user: 'eve', values: { 'CSR as text': read('web.csr') } });
  const callsWithForm = (await control('calls')).length;
  const id = await eventually('a request', async () => {
    const sent = await control('submit', { user: 'eve' });
    return /Request `([0-9a-z-]+)` was sent/.exec(JSON.stringify(sent.view?.blocks))?.[1];
  });
  await control('close', { user: 'eve', all: true });
  const { place } = await eventually('the card', () => stores.threads.read(id));
  await sleep(300); // What a submission still does is not counted as the click's.
  const callsAtClick = (await control('calls')).length;
  const begin = Date.now();
  const clicked = control('click', { user: 'amy', label: 'Approve', channel, ts: place.ts });
  await sleep(400);
  const isShown = async () => {
    const [request, thread] = await Promise.all([stores.requests.read(id), stores.threads.read(id)]);
    return request.status === 'issued' && thread.shownRevision === request.revision && request;
  };
  const request = await eventually('the certificate', isShown);
  await clicked;
  await sleep(200);
  const calls = await control('calls');
  const at = (method, which = 0) => calls.slice(callsAtClick).filter((call) => call.method === method).at(which)?.at - begin;
  return {
    ...{ vote: request.votes[0].at - begin, run: request.runs[0].startedAt - begin, issued: request.changedAt - begin },
    ...{ uploading: at('files.getUploadURLExternal'), file: at('files.completeUploadExternal'), card: at('chat.update', -1) },
    calls: { form: callsWithForm - callsBefore, request: callsAtClick - callsWithForm, click: calls.length - callsAtClick },
    methods: calls.slice(callsWithForm).map(({ method, at }) => `${method}@${at - begin}`),
  };
}

const queue = new Queue('bench', { connection: new Redis(socket, { maxRetriesPerRequest: null, replyMapping: 'legacy' }) });
const events = new QueueEvents('bench', { connection: new Redis(socket, { maxRetriesPerRequest: null, replyMapping: 'legacy' }) });
const worker = new Worker('bench', async () => undefined, { connection: new Redis(socket, { maxRetriesPerRequest: null, replyMapping: 'legacy' }) });
await Promise.all([worker.waitUntilReady(), events.waitUntilReady()]);
async function bareJob() {
  const begin = performance.now();
  const job = await queue.add('bench', {});
  await job.waitUntilFinished(events);
  return performance.now() - begin;
}

const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
const bare = await client.chat.postMessage({ channel: idOf('channels', channel), text: 'bare' });
async function bareCalls() {
  const begin = performance.now();
  await client.chat.update({ channel: bare.channel, ts: bare.ts, text: `at ${begin}` });
  const bytes = Buffer.from(read('web.pem'));
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'web.pem', length: bytes.length });
  await fetch(upload_url, { method: 'POST', body: bytes });
  await client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: bare.channel, thread_ts: bare.ts });
  return performance.now() - begin;
}

for (let n = 0; n < 3; n++) await Promise.all([walk(), bareJob(), bareCalls()]); // warm
const walks = [];
const jobs = [];
const uploads = [];
for (let n = 0; n < Number(options.walks); n++) {
  walks.push(await walk());
  jobs.push(await bareJob());
  uploads.push(await bareCalls());
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (numbers, share) => Number(sorted(numbers)[Math.floor((numbers.length - 1) * share)].toFixed(1));
const median = (numbers) => at(numbers, 0.5);
const stages = ['vote', 'run', 'issued', 'uploading', 'file', 'card'];
const bareMs = { job: median(jobs), calls: median(uploads) };
const report = {
  machine: { processors: cpus().length, processor: cpus()[0]?.model, node: process.version, load: { before: loadBefore, after: loadavg()[0] } },
  ...{ role: options.role, walks: walks.length },
  stages: Object.fromEntries(stages.map((stage) => [stage, { p50: median(walks.map((one) => one[stage])), p90: at(walks.map((one) => one[stage]), 0.9) }])),
  bare: bareMs,
  // Two jobs (the announcement, the run) and the calls are what no bot with a queue can do without.
  ratio: Number((median(walks.map(({ file }) => file)) / (2 * bareMs.job + bareMs.calls)).toFixed(2)),
  calls: Object.fromEntries(['form', 'request', 'click'].map((part) => [part, median(walks.map(({ calls }) => calls[part]))])),
  methods: walks.at(-1).methods,
};
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
console.log(`${report.machine.processors} x ${report.machine.processor}, Node ${process.version}; load ${loadBefore.toFixed(1)} to ${loadavg()[0].toFixed(1)}; ${walks.length} walks, ${options.role}`);
console.log('\n| since the click | p50 ms | p90 ms |\n| --- | --- | --- |');
for (const [stage, { p50, p90 }] of Object.entries(report.stages)) console.log(`| ${stage} | ${p50} | ${p90} |`);
console.log(`\nbare: a job ${bareMs.job} ms, chat.update and an upload ${bareMs.calls} ms; file / (2 jobs + calls): ${report.ratio}`);
console.log(`calls to Slack: ${report.calls.form} for the form, ${report.calls.request} for the request, ${report.calls.click} from the click on`);
console.log(report.methods.join(' '));

await Promise.all([worker.close(), events.close(), queue.close()]);
for (const child of children.reverse()) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}
await sandbox.close();
process.exit(0);
