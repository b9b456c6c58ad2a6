import { userInfo } from 'node:os';
import { profileCommand } from '../cli/profile-command.js';
import type { OpenedProfiles } from '../cli/profile-tools.js';
import { openRecords } from './open-records.js';
import { thisTerminal } from './this-terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** `countersign profile ...` on this terminal, on the records that bot and worker have. Gives the exit code. */
export function runProfileCommand(args: readonly string[], env: Environment): Promise<number> {
  return profileCommand({ terminal: thisTerminal(), open: (dataDir) => openProfiles(env, dataDir) }, args);
}

async function openProfiles(env: Environment, dataDir: string | undefined): Promise<OpenedProfiles> {
  const records = await openRecords(env, dataDir);
  if (records.kind === 'refused') return records;
  const { profiles, states } = records.stores;
  const tools = { profiles, states, operator: `terminal of ${userInfo().username}` };
  return { kind: 'opened', tools, close: async () => records.close() };
}
