import { userInfo } from 'node:os';
import { profileCommand } from '../cli/profile-command.js';
import type { OpenedProfiles } from '../cli/profile-tools.js';
import { loadDigestKey } from '../redis/digest-key.js';
import { createSealer } from '../redis/secret-box.js';
import { mergedShelf } from '../workflow/merged-shelf.js';
import { newId } from './new-id.js';
import { openRecords } from './open-records.js';
import { scriptShelf } from './script-shelf.js';
import { thisTerminal } from './this-terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** `countersign profile ...` on this terminal, on the records that bot and worker have. Gives the exit code. */
export function runProfileCommand(args: readonly string[], env: Environment): Promise<number> {
  return profileCommand({ terminal: thisTerminal(), open: (dataDir) => openProfiles(env, dataDir) }, args);
}

async function openProfiles(env: Environment, dataDir: string | undefined): Promise<OpenedProfiles> {
  const records = await openRecords(env, dataDir);
  if (records.kind === 'refused') return records;
  const { stores, config, workspace, ring } = records;
  const { profiles, states, scripts, auditLog } = stores;
  const tools = {
    ...{ profiles, states, scripts, auditLog, newId, operator: `terminal of ${userInfo().username}` },
    shelf: mergedShelf(scriptShelf(config.scriptsDir), stores),
    sealer: async () => createSealer(ring(), await loadDigestKey(stores.client, { ring: ring(), workspace })),
    ...{ needsReview: config.needsReview, runTimeLimitMs: config.runTimeLimitMs },
  };
  return { kind: 'opened', tools, close: async () => records.close() };
}
