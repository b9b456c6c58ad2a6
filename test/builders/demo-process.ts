import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export type DemoProcess = { readonly url: string; readonly dataDir: string; close(): Promise<void> };

const readyLine = z.object({ url: z.string() });

/** The demo as people start it (dist/main.js, built by the global set-up), with data of its own. */
export async function aDemoProcess(...options: readonly string[]): Promise<DemoProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-page-'));
  const args = ['dist/main.js', 'demo', '--data', dataDir, ...options];
  const env = { PATH: process.env.PATH ?? '', HOME: dataDir, LANG: 'C.UTF-8' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) resolve(readyLine.parse(JSON.parse(line)).url);
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  return {
    ...{ url, dataDir },
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
