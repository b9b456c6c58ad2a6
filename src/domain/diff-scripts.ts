import { createTwoFilesPatch } from 'diff';
import type { Script } from './script.js';

/** Lines around each change, and how different files may be before saying how takes too long for a person to wait. */
const CONTEXT = 3;
const MOST_EDITS = 4000;
const MOST_MS = 500;

type Files = Pick<Script, 'files'>;

/**
 * What changed from one script's files to another's, as a unified diff for people; '' if nothing did. A file that is
 * no text, or is another one altogether, is only named.
 */
export function diffScripts(before: Files, after: Files): string {
  const paths = [...new Set([...Object.keys(before.files), ...Object.keys(after.files)])].sort();
  return paths
    .filter((path) => before.files[path] !== after.files[path])
    .map((path) => diffFile(path, before.files[path], after.files[path]))
    .join('\n');
}

function diffFile(path: string, before: string | undefined, after: string | undefined): string {
  const [from, to] = [textOf(before), textOf(after)];
  const [left, right] = [before === undefined ? '(not there)' : path, after === undefined ? '(gone)' : path];
  if (from === null || to === null) return `${path}: its bytes changed; it is no text\n`;
  const patch = createTwoFilesPatch(left, right, from, to, '', '', {
    ...{ context: CONTEXT, maxEditLength: MOST_EDITS, timeout: MOST_MS },
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  return patch ?? `${path}: almost everything changed (${lines(from)} lines before, ${lines(to)} now)\n`;
}

/** The empty text for a file that is not there; null for what is no text. */
function textOf(base64: string | undefined): string | null {
  const bytes = Buffer.from(base64 ?? '', 'base64');
  const text = bytes.toString('utf8');
  return text.includes('\0') || !Buffer.from(text, 'utf8').equals(bytes) ? null : text;
}

function lines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);
}
