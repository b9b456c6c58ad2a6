import type { ProfileCommand } from './profile-command.js';
import { scriptList } from './script-list.js';
import { scriptShow } from './script-show.js';
import { scriptUpload } from './script-upload.js';

/** `/cert script VERB ...`: each verb with its listener. */
export const scriptCommands: ReadonlyMap<string, ProfileCommand> = new Map([
  ['list', scriptList],
  ['show', scriptShow],
  ['upload', scriptUpload],
]);
