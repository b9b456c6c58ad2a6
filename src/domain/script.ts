import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The file that defines `certificate_request`. */
export const scriptEntry = 'script.py';

/** One file is at most 1 MB, all of them at most 4 MB: code, not data. */
export const scriptLimits = { fileBytes: 1 << 20, totalBytes: 4 << 20 } as const;

/** The name by which a profile picks its script. */
export const scriptNameSchema = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/, 'not a script name');

/** A path that stays inside the script's folder, of plain names that mean the same on every file system. */
export const scriptPathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, 'not a plain relative path');

const fileSizes = (files: Record<string, string>): number[] =>
  Object.values(files).map((file) => Buffer.byteLength(file, 'base64'));

/** A script with every file that belongs to it, each as base64, keyed by its path beside the entry file. */
export const scriptSchema = z.strictObject({
  format: z.literal(1),
  name: scriptNameSchema,
  files: z
    .record(scriptPathSchema, z.base64())
    .refine((files) => Object.hasOwn(files, scriptEntry), { error: `has no ${scriptEntry}` })
    .refine((files) => fileSizes(files).every((size) => size <= scriptLimits.fileBytes), {
      error: 'has a file over 1 MB',
    })
    .refine((files) => fileSizes(files).reduce((sum, size) => sum + size, 0) <= scriptLimits.totalBytes, {
      error: 'is over 4 MB',
    })
    .readonly(),
});

export type Script = Readonly<z.infer<typeof scriptSchema>>;

/**
 * SHA-256 (hex) over every path and every byte of the files, each preceded by its length so that no two
 * scripts share an encoding. The name is not part of it: the same code under two names is the same code.
 */
export function hashScript(script: Pick<Script, 'files'>): string {
  const hash = createHash('sha256').update('countersign script 1\n');
  const add = (bytes: Buffer): void => {
    hash.update(`${bytes.length}:`).update(bytes);
  };
  for (const [path, content] of Object.entries(script.files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(Buffer.from(path, 'utf8'));
    add(Buffer.from(content, 'base64'));
  }
  return hash.digest('hex');
}
