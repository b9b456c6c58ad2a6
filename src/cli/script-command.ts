import { checkScript } from './check-script.js';
import { runScript } from './run-script.js';
import type { ScriptTools } from './script-tools.js';
import { exitCodes, type Terminal } from './terminal.js';

const usage = `usage: countersign script check FILE
       countersign script run FILE --csr FILE [--cn NAME] [--param NAME=VALUE ...] [--secret NAME=@FILE ...]
                              [--time-limit SECONDS] [--max-days DAYS] [--allow-extra-names]

FILE is a script: NAME.py, or a folder with script.py and its modules. A secret comes from a file or, as NAME=@-,
from standard input, never from the command line. The certificate goes to stdout, all else to stderr.
Exit code of run: 0 the certificate passes every check, 1 it does not or there is none, 2 nothing was run,
3 the run was cut off and the CA may have issued. Exit code of check: 0 no faults, 1 faults, 2 nothing was read.
`;

/** `countersign script ...`: the exit code. Says on stderr what was wrong with the command line. */
export async function scriptCommand(
  deps: { readonly terminal: Terminal; readonly tools: ScriptTools },
  args: readonly string[],
): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === '--help' || verb === 'help') {
    deps.terminal.err(usage);
    return exitCodes.fine;
  }
  const ended =
    verb === 'run' ? await runScript(deps, rest) : verb === 'check' ? await checkScript(deps, rest) : [];
  if (typeof ended === 'number') return ended;
  deps.terminal.err(
    [...ended.map((reason) => `countersign: ${reason}\n`), ended.length > 0 ? '\n' : '', usage].join(''),
  );
  return exitCodes.usage;
}
