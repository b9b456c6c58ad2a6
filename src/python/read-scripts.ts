import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Script,
  scriptEntry,
  scriptLimits,
  scriptNameSchema,
  scriptPathSchema,
  scriptSchema,
} from '../domain/script.js';

export type ReadScript =
  | { readonly kind: 'read'; readonly script: Script }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

const ignored = new Set(['__pycache__']);

/** The names of the scripts in a directory: NAME.py, or a folder NAME with a script.py. None if it is missing. */
export async function listScripts(directory: string): Promise<string[]> {
  const entries = await readEntries(directory);
  const names = await Promise.all(entries.map((entry) => scriptNameOf(directory, entry)));
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/**
 * Reads NAME.py, or every file of the folder NAME. Refuses, with every reason, names that lead elsewhere,
 * links, and what is over the limits of a script.
 */
export async function readScript(directory: string, name: string): Promise<ReadScript> {
  const refused = (...reasons: string[]): ReadScript => ({ kind: 'refused', reasons });
  if (!scriptNameSchema.safeParse(name).success) return refused(`"${name}" is not a script name`);
  const entries = (await readEntries(directory)).filter((entry) => [name, `${name}.py`].includes(entry.name));
  const [entry, other] = entries;
  if (entry === undefined) return refused(`there is no ${name}.py and no folder ${name}`);
  if (other !== undefined) return refused(`there are both ${name}.py and a folder ${name}`);
  if (entry.name === name && !entry.isDirectory()) return refused(`${name} is not a folder`);

  const { files, reasons } = entry.isDirectory()
    ? await readFolder(join(directory, name))
    : await readOne(join(directory, entry.name), scriptEntry);
  if (reasons.length > 0) return refused(...reasons);
  const parsed = scriptSchema.safeParse({ format: 1, name, files: Object.fromEntries(files) });
  if (parsed.success) return { kind: 'read', script: parsed.data };
  return refused(...parsed.error.issues.map((issue) => issue.message));
}

type Found = { readonly files: readonly (readonly [string, string])[]; readonly reasons: readonly string[] };

async function scriptNameOf(directory: string, entry: Dirent): Promise<string | undefined> {
  const name = entry.isDirectory() ? entry.name : entry.name.replace(/\.py$/, '');
  if (!scriptNameSchema.safeParse(name).success || ignored.has(name)) return undefined;
  if (entry.isFile()) return entry.name.endsWith('.py') ? name : undefined;
  const inside = entry.isDirectory() ? await readEntries(join(directory, name)) : [];
  return inside.some((file) => file.name === scriptEntry && file.isFile()) ? name : undefined;
}

async function readFolder(folder: string, under = ''): Promise<Found> {
  const entries = (await readEntries(join(folder, under))).filter((entry) => !ignored.has(entry.name));
  const found = await Promise.all(
    entries.map((entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      return entry.isDirectory() ? readFolder(folder, path) : readOne(join(folder, path), path);
    }),
  );
  return { files: found.flatMap(({ files }) => files), reasons: found.flatMap(({ reasons }) => reasons) };
}

async function readOne(file: string, path: string): Promise<Found> {
  if (!scriptPathSchema.safeParse(path).success)
    return { files: [], reasons: [`${path} is not a plain name`] };
  const stat = await lstat(file);
  if (!stat.isFile()) return { files: [], reasons: [`${path} is not a regular file`] };
  if (stat.size > scriptLimits.fileBytes) return { files: [], reasons: [`${path} is over 1 MB`] };
  return { files: [[path, await readFile(file, 'base64')]], reasons: [] };
}

async function readEntries(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
