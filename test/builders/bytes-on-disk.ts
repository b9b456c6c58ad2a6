import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every byte of the files under a directory, as one text with a character for each byte. */
export function bytesOnDisk(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => bytesOf(join(entry.parentPath, entry.name)))
    .join('\n');
}

/** The bytes of one file; none when it went away meanwhile or is not ours to read. */
export function bytesOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
