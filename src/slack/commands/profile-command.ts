import type { SlackDeps } from '../deps.js';
import type { CommandCall } from '../listen.js';

/** One verb of `/cert profile` or `/cert script`: the words after it. */
export type ProfileCommand = (deps: SlackDeps, call: CommandCall, words: readonly string[]) => Promise<void>;
