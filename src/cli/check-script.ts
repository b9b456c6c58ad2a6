import { scriptEntry } from '../domain/script.js';
import { readScriptHeader } from '../domain/script-header.js';
import type { ScriptTools } from './script-tools.js';
import { exitCodes, type Terminal } from './terminal.js';

type Deps = { readonly terminal: Terminal; readonly tools: ScriptTools };

/** `script check`: looks at a script without running it. The exit code, or why the command line is not one. */
export async function checkScript(deps: Deps, args: readonly string[]): Promise<number | readonly string[]> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('-') || more.length > 0) return ['give one script'];
  const { terminal, tools } = deps;
  const opened = await tools.readScript(file);
  if (opened.kind === 'refused') {
    for (const reason of opened.reasons) terminal.err(`countersign: ${reason}\n`);
    return exitCodes.usage;
  }
  const source = Buffer.from(opened.script.files[scriptEntry] ?? '', 'base64').toString('utf8');
  const findings = await tools.examine(opened.script);
  const name = (path: string): string =>
    file.endsWith('.py') ? file : `${file.replace(/\/+$/, '')}/${path}`;
  for (const { level, file: path, line, text } of findings)
    terminal.out(`${name(path)}${line === null ? '' : `:${line}`}: ${level}: ${text}\n`);
  const faults = findings.filter(({ level }) => level === 'fault').length;
  const counts = `${count(faults, 'fault')}, ${count(findings.length - faults, 'warning')}`;
  terminal.out(
    `${counts}, ${count(readScriptHeader(source).parameters.length, 'parameter')} in the header\n`,
  );
  return faults === 0 ? exitCodes.fine : exitCodes.failed;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
