import type { CreateProfileDeps } from '../workflow/create-profile.js';
import type { WriteChangeDeps } from '../workflow/write-change.js';
import type { ProfileTools } from './profile-tools.js';
import type { Terminal } from './terminal.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What writing a profile needs, on a terminal: the bot finds the news within its next round. */
export function writeDeps(terminal: Terminal, tools: ProfileTools): WriteChangeDeps & CreateProfileDeps {
  return {
    ...{ profiles: tools.profiles, ids: tools.newId, needsReview: tools.needsReview },
    ...{ clock: { now: terminal.now }, log: silent, profileNews: { wake: () => undefined } },
  };
}
