import { profileClone } from './profile-clone.js';
import type { ProfileCommand } from './profile-command.js';
import { profileEdit } from './profile-edit.js';
import { profileHistory } from './profile-history.js';
import { profileList } from './profile-list.js';
import { profileNew } from './profile-new.js';
import { profileShow } from './profile-show.js';
import { profileDelete, profileDisable, profileEnable } from './profile-status.js';
import { profileTest } from './profile-test.js';

/** `/cert profile VERB ...`: each verb with its listener. */
export const profileCommands: ReadonlyMap<string, ProfileCommand> = new Map([
  ['new', profileNew],
  ['edit', profileEdit],
  ['clone', profileClone],
  ['enable', profileEnable],
  ['disable', profileDisable],
  ['delete', profileDelete],
  ['list', profileList],
  ['show', profileShow],
  ['history', profileHistory],
  ['test', profileTest],
]);
