#!/usr/bin/env node
// npx countersign ...: the built product from a checkout, in the directory where it was typed.
import './check-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt } from './build.mjs';
import { root } from './root.mjs';
import { stop } from './stop.mjs';

const main = join(root, 'dist', 'main.js');
if (!existsSync(main))
  stop(`Countersign is not built yet. In ${root} type this, then try again:\n\n    npm run build\n`);
if (!isBuilt())
  console.error('countersign: the sources are newer than what is built; npm run build brings it up to date');

const settings = join(root, '.env');
if (existsSync(settings)) process.loadEnvFile(settings); // what is set already stays

process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
