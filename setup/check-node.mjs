// Imported first, for its effect: an older Node would fail later, with an error that says nothing.
import { stop } from './stop.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `Countersign needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/en/download`,
  );
}
