import { exportProfiles } from './export-profiles.js';
import { forgetState } from './forget-state.js';
import { importProfiles } from './import-profiles.js';
import type { OpenProfiles, ProfileVerb } from './profile-tools.js';
import { replaceSecret } from './replace-secret.js';
import { exitCodes, type Terminal } from './terminal.js';

const verbs: Readonly<Record<string, { readonly usage: string; readonly act: ProfileVerb }>> = {
  export: { usage: 'export [NAME]', act: exportProfiles },
  import: { usage: 'import FILE [--dry-run] [--secret PROFILE.PARAM=@FILE]', act: importProfiles },
  secret: { usage: 'secret NAME PARAM < FILE', act: replaceSecret },
  'forget-state': { usage: 'forget-state NAME', act: forgetState },
};

const usage = `usage: ${Object.values(verbs)
  .map((verb) => `countersign profile ${verb.usage} [--data DIR]`)
  .join('\n       ')}

export writes profiles as YAML, without any sensitive value; import reads them back, keeps the sensitive values that are
there, and takes new ones from files. --dry-run only says what would change. secret replaces a sensitive value.
forget-state deletes what the scripts of a profile keep between runs, such as an ACME account's key.
The records are those in REDIS_URL, read as bot and worker read it, or those of the demo or the \`npm start\` that runs
on the data folder DIR (COUNTERSIGN_DATA, ./data unless given).
Exit code: 0 done, 1 it failed, 2 nothing was done.
`;

/** `countersign profile ...`: the exit code. Says on stderr what was wrong with the command line. */
export async function profileCommand(
  deps: { readonly terminal: Terminal; readonly open: OpenProfiles },
  args: readonly string[],
): Promise<number> {
  const { terminal } = deps;
  const { dataDir, rest } = takeDataDir(args);
  const [name = '', ...words] = rest;
  if (name === '--help' || name === 'help') {
    terminal.err(usage);
    return exitCodes.fine;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) return explain(terminal, []);
  const opened = await deps.open(dataDir);
  if (opened.kind === 'refused') {
    for (const reason of opened.reasons) terminal.err(`countersign: ${reason}\n`);
    return exitCodes.usage;
  }
  try {
    const ended = await verb.act({ terminal, tools: opened.tools }, words);
    return typeof ended === 'number' ? ended : explain(terminal, ended);
  } finally {
    await opened.close();
  }
}

function explain(terminal: Terminal, reasons: readonly string[]): number {
  const lines = reasons.map((reason) => `countersign: ${reason}\n`);
  terminal.err([...lines, ...(lines.length > 0 ? ['\n'] : []), usage].join(''));
  return exitCodes.usage;
}

/** `--data DIR` may stand anywhere; what else there is belongs to the verb. */
function takeDataDir(args: readonly string[]): {
  readonly dataDir: string | undefined;
  readonly rest: readonly string[];
} {
  const at = args.findIndex((word) => word === '--data' || word.startsWith('--data='));
  if (at < 0) return { dataDir: undefined, rest: args };
  const [word = '', next] = args.slice(at);
  const isOneWord = word.startsWith('--data=');
  const dataDir = isOneWord ? word.slice('--data='.length) : next;
  return { dataDir, rest: [...args.slice(0, at), ...args.slice(at + (isOneWord ? 1 : 2))] };
}
