// npm start [-- ROLE]: the built product with the settings of .env. Installs nothing on the system.
import './check-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildOrStop, isBuilt } from './build.mjs';
import { root } from './root.mjs';

if (!isBuilt()) await buildOrStop();

process.chdir(root);
if (existsSync('.env')) process.loadEnvFile('.env'); // what is set already stays

// The same process: signals, the terminal and the exit code need no forwarding.
const main = join(root, 'dist', 'main.js');
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
