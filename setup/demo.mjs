// npm run demo [-- --port N --data DIR --no-seed]: everything from a clean clone to the demo in a browser.
import './check-node.mjs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildOrStop } from './build.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';

await prepare();
await buildOrStop();

// A relative directory is meant from where the command was typed; npm changes to the checkout before.
const typedIn = process.env.INIT_CWD || process.cwd();
const args = process.argv.slice(2).map((arg, index, all) => {
  if (all[index - 1] === '--data') return resolve(typedIn, arg);
  return arg.startsWith('--data=') ? `--data=${resolve(typedIn, arg.slice('--data='.length))}` : arg;
});

// The same process: signals, the terminal and the exit code need no forwarding.
const main = join(root, 'dist', 'main.js');
process.chdir(root);
process.argv = [process.execPath, main, 'demo', ...args];
await import(pathToFileURL(main).href);
