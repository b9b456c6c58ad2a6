import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a command in the checkout and keeps its output back: `{code, output}`, code 127 when it is not there.
 */
export function runQuietly(command, args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code === null ? 1 : code, output }));
  });
}
