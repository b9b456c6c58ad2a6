import type { SlackDeps } from '../deps.js';
import type { CommandCall } from '../listen.js';
import { profileHistory } from './profile-history.js';
import { profileList } from './profile-list.js';
import { profileNew } from './profile-new.js';
import { profileShow } from './profile-show.js';

/** The words after the verb, to a listener of its own. */
export type ProfileCommand = (deps: SlackDeps, call: CommandCall, words: readonly string[]) => Promise<void>;

/** `/cert profile VERB ...`: each verb with its listener. */
export const profileCommands: ReadonlyMap<string, ProfileCommand> = new Map([
  ['new', profileNew],
  ['list', profileList],
  ['show', profileShow],
  ['history', profileHistory],
]);
