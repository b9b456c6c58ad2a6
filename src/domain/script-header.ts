import { assertNever } from './assert-never.js';
import { readDocstring } from './docstring.js';
import { PARAMETER_NAME } from './parameter.js';
import { printable } from './printable.js';

/** A parameter as a script documents it (runner/scripts/README.md has the form). */
export type ScriptParameter = {
  readonly name: string;
  readonly required: boolean;
  readonly sensitive: boolean;
  readonly dynamic: boolean;
  readonly hint: string;
};

/** What stands in the section and is not a parameter. */
export type HeaderFault =
  | { readonly code: 'not-a-parameter'; readonly line: string }
  | { readonly code: 'bad-name'; readonly name: string }
  | { readonly code: 'bad-marks'; readonly name: string; readonly marks: string }
  | { readonly code: 'repeated'; readonly name: string };

/** `summary` is the docstring's first line, '' without one. */
export type ScriptHeader = {
  readonly summary: string;
  readonly parameters: readonly ScriptParameter[];
  readonly faults: readonly HeaderFault[];
};

/**
 * Reads the header of a script's entry file: the section `Parameters:` of its docstring, up to the first line that
 * is blank or not indented. Every fault is listed, what is right is given all the same; never throws.
 */
export function readScriptHeader(source: string): ScriptHeader {
  const lines = (readDocstring(source) ?? '').split('\n').map((line) => line.trimEnd());
  const start = lines.indexOf('Parameters:');
  const rest = start < 0 ? [] : lines.slice(start + 1);
  const end = rest.findIndex((line) => !/^[ \t]/.test(line));
  const parameters = new Map<string, ScriptParameter>();
  const faults: HeaderFault[] = [];
  for (const line of end < 0 ? rest : rest.slice(0, end)) {
    const read = readParameter(line);
    if ('code' in read) faults.push(read);
    else if (parameters.has(read.name)) faults.push({ code: 'repeated', name: read.name });
    else parameters.set(read.name, read);
  }
  const summary = lines.find((line) => line.trim() !== '')?.trim() ?? '';
  return { summary: summary === 'Parameters:' ? '' : summary, parameters: [...parameters.values()], faults };
}

function readParameter(line: string): ScriptParameter | HeaderFault {
  const [, name, marks, hint] = /^ {4}(\S+) \(([^()]*)\): +(\S.*)$/.exec(line) ?? [];
  if (name === undefined || marks === undefined || hint === undefined)
    return { code: 'not-a-parameter', line: line.trim() };
  if (!PARAMETER_NAME.test(name)) return { code: 'bad-name', name };
  const words = marks.split(',').map((word) => word.trim());
  const has = (mark: string): boolean => words.includes(mark);
  const isKnown = words.every((word) => ['required', 'optional', 'sensitive', 'dynamic'].includes(word));
  const isClear = has('required') !== has('optional') && new Set(words).size === words.length;
  if (!isKnown || !isClear) return { code: 'bad-marks', name, marks };
  return { name, required: has('required'), sensitive: has('sensitive'), dynamic: has('dynamic'), hint };
}

/** One sentence for whoever writes the script. */
export function explainHeaderFault(fault: HeaderFault): string {
  switch (fault.code) {
    case 'not-a-parameter':
      return `"${printable(fault.line, 60)}" in the section Parameters is not "    NAME (MARKS): HINT" in one line.`;
    case 'bad-name':
      return `"${printable(fault.name)}" is not a parameter's name: letters, digits, "_", "." and "-", a letter first.`;
    case 'bad-marks':
      return `The marks of ${fault.name}, "${printable(fault.marks)}", are not required or optional, then sensitive and dynamic where they hold.`;
    case 'repeated':
      return `The parameter ${fault.name} is documented more than once.`;
    default:
      return assertNever(fault);
  }
}
