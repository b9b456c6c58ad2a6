import { type Script, scriptEntry } from './script.js';
import type { ScriptFinding } from './script-finding.js';
import { explainHeaderFault, readScriptHeader } from './script-header.js';

/** What is wrong with the header of a script, and a warning if it has none. */
export function headerFindings(script: Script): readonly ScriptFinding[] {
  const source = Buffer.from(script.files[scriptEntry] ?? '', 'base64').toString('utf8');
  const { parameters, faults } = readScriptHeader(source);
  const of = { file: scriptEntry, line: null };
  if (parameters.length + faults.length === 0)
    return [{ ...of, level: 'warning', text: 'no header: its docstring has no section Parameters' }];
  return faults.map((fault) => ({ ...of, level: 'fault', text: explainHeaderFault(fault) }));
}
