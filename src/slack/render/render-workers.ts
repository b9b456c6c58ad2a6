import type { WorkerRecord } from '../../domain/worker-record.js';
import { section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { moment } from './moment.js';

/** Slack refuses a message with more than 50 blocks, or more than about 13,200 characters in them. */
const MOST = 35;

/** What a script is kept from, by the rung of the box that it runs in (runner/box.py). */
const keptApart = {
  4: 'Each run has a user id, processes, `/tmp` and `/proc` of its own. It sees neither the worker nor other runs, and changes only its own files and the folders in `RUNNER_WRITABLE`.',
  3: "Each run has processes, `/tmp` and `/proc` of its own, under the worker's user. It sees neither the worker nor other runs, and changes only its own files and the folders in `RUNNER_WRITABLE`.",
  2: "A run can read neither the worker's keys and memory nor other runs' files, and changes only its own files, `/tmp` and the folders in `RUNNER_WRITABLE`. It shares `/tmp` with other runs and sees that they are there.",
  1: "Limits only: a script can read whatever the worker's user can, other runs' values and the worker's keys among them.",
} as const satisfies Record<WorkerRecord['rung'], string>;

const NONE = [
  '*No worker is running.* Approved requests wait until one does.',
  'Start one: `npm start -- worker` with the same `REDIS_URL` and `COUNTERSIGN_KEYS` as the bot (or `docker compose up`); `npm start` alone runs bot and worker in one process. If one should be running, its log says why it is not: at start it checks how far runs can be kept apart, and `RUNNER_ISOLATION` can refuse a machine.',
];

/** The workers that run, by how far they keep runs apart. Pure: `now` is for "last seen". */
export function renderWorkers(workers: readonly WorkerRecord[], now: number): Answer {
  if (workers.length === 0)
    return { text: 'No worker is running.', blocks: NONE.map((text) => section(text)) };
  const left = workers.length - MOST;
  const shown = workers.slice(0, MOST);
  const byRung = ([4, 3, 2, 1] as const).flatMap((rung) => {
    const on = shown.filter((worker) => worker.rung === rung);
    return on.length === 0 ? [] : [headingOf(rung, on), ...on.map((worker) => lineOf(worker, now))];
  });
  return {
    text: workers.length === 1 ? '1 worker' : `${workers.length} workers`,
    blocks: [...byRung, ...(left > 0 ? [`And ${left} more.`] : [])].map((text) => section(text)),
  };
}

function headingOf(rung: WorkerRecord['rung'], [first]: readonly WorkerRecord[]): string {
  return `*Rung ${rung} of 4: ${escapeText(first?.isolation ?? '')}*\n${keptApart[rung]}`;
}

function lineOf({ name, python, mode, concurrency, since, lastSeen }: WorkerRecord, now: number): string {
  const facts = [
    `up to ${concurrency} ${concurrency === 1 ? 'run' : 'runs'} at once`,
    `Python ${escapeText(python)}, ${mode === 'warm' ? 'kept warm' : 'started for each run'}`,
    `since ${moment(since)}`,
    `last seen ${Math.max(0, Math.round((now - lastSeen) / 1000))} s ago`,
  ];
  return `${codeText(name, 100)}: ${facts.join(' · ')}`;
}
