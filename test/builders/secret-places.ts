import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, bytesOnDisk } from './bytes-on-disk.js';
import type { Countersign } from './countersign.js';

/**
 * Whether a value, or one line of it, stands in a text: as it is, as base64 with anything before it, URL-encoded,
 * or escaped as JSON; each as characters or as the bytes of UTF-8. Written apart from src/domain/secret-forms.ts.
 */
export function isFound(text: string, value: string): boolean {
  const parts = [value, ...value.split(/\r?\n/).filter((line) => line.length >= 6)];
  return parts.flatMap(writtenForms).some((form) => text.includes(form) || text.includes(asBytes(form)));
}

function writtenForms(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value);
  const coded = ['', 'x', 'xx'].map((before) =>
    // 8 digits less on each side hold nothing of what stands before or after the value.
    Buffer.from(before + value)
      .toString('base64')
      .slice(4, -4),
  );
  const codedForUrls = coded.map((digits) => digits.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    url,
    url.replaceAll('%20', '+'),
    ...coded,
    ...codedForUrls,
  ];
}

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** What there is to read, by place: Redis's files, the logs, all of Slack, every process, and files of runs. */
export async function placesOf({ control, redis, processes, dir }: Countersign) {
  return {
    redis: bytesOnDisk(redis.dir),
    logs: processes.map(({ log }) => log()).join('\n'),
    slack: JSON.stringify([await control.state(), await control.calls()]),
    processes: processTexts(),
    files: [bytesOnDisk(dir), ...runFiles()].join('\n'),
  };
}

function processTexts(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => bytesOf(`/proc/${pid}/cmdline`) + bytesOf(`/proc/${pid}/environ`)).join('\n');
}

/** Whatever runs have in the system's directory for temporary files, besides the test's own. */
function runFiles(): readonly string[] {
  const runs = readdirSync(tmpdir()).filter((name) => /^(countersign-run-|tmp|account)/.test(name));
  return runs.map((name) => readOrList(join(tmpdir(), name)));
}

function readOrList(path: string): string {
  try {
    return bytesOnDisk(path);
  } catch {
    return bytesOf(path);
  }
}
