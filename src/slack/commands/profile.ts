import type { ProfileCommand } from './profile-command.js';
import { profileHistory } from './profile-history.js';
import { profileList } from './profile-list.js';
import { profileNew } from './profile-new.js';
import { profileShow } from './profile-show.js';

/** `/cert profile VERB ...`: each verb with its listener. */
export const profileCommands: ReadonlyMap<string, ProfileCommand> = new Map([
  ['new', profileNew],
  ['list', profileList],
  ['show', profileShow],
  ['history', profileHistory],
]);
