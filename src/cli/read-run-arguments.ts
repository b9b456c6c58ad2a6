import { parseArgs } from 'node:util';
import { PARAMETER_NAME } from '../domain/parameter.js';

/** What a person typed after `script run`. A secret's source is a path, or null for standard input. */
export type RunArguments = {
  readonly file: string;
  readonly csrFile: string;
  readonly commonName: string | undefined;
  readonly params: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string | null>;
  readonly timeLimitMs: number;
  readonly maxValidityDays: number | null;
  readonly allowExtraNames: boolean;
};

export type ReadRunArguments =
  | { readonly ok: true; readonly value: RunArguments }
  | { readonly ok: false; readonly reasons: readonly string[] };

/** setTimeout's limit is 24.8 days; a day is more than any CA takes. */
const longestRunSeconds = 86_400;

/** Lists every reason. No value that was typed is repeated: one of them may be a secret in the wrong place. */
export function readRunArguments(args: readonly string[]): ReadRunArguments {
  const parsed = parse(args);
  if (typeof parsed === 'string') return { ok: false, reasons: [parsed] };
  const { values, positionals } = parsed;
  const reasons: string[] = [];
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) reasons.push('give one script');
  if (values.csr === undefined) reasons.push('--csr is missing: the file with the CSR');
  const params = readAssignments('--param', values.param, reasons);
  const sources = readAssignments('--secret', values.secret, reasons);
  const secrets = new Map([...sources].map(([name, source]) => [name, sourceOf(name, source, reasons)]));
  for (const name of secrets.keys()) if (params.has(name)) reasons.push(`${name} is given twice`);
  if ([...secrets.values()].filter((source) => source === null).length > 1)
    reasons.push('only one secret can come from standard input');
  const seconds = readWhole('--time-limit', values['time-limit'], longestRunSeconds, reasons) ?? 600;
  const maxValidityDays = readWhole('--max-days', values['max-days'], 36_500, reasons);
  if (reasons.length > 0 || file === undefined || values.csr === undefined) return { ok: false, reasons };
  const rest = { maxValidityDays, allowExtraNames: values['allow-extra-names'] ?? false };
  const value = {
    file,
    csrFile: values.csr,
    commonName: values.cn,
    params,
    secrets,
    timeLimitMs: seconds * 1000,
  };
  return { ok: true, value: { ...value, ...rest } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        csr: { type: 'string' },
        cn: { type: 'string' },
        param: { type: 'string', multiple: true, default: [] },
        secret: { type: 'string', multiple: true, default: [] },
        'time-limit': { type: 'string' },
        'max-days': { type: 'string' },
        'allow-extra-names': { type: 'boolean' },
      },
    });
  } catch (error) {
    // "Unknown option '--token=abc'": only the option's name may be told.
    const name = /--[a-z-]+/.exec(error instanceof Error ? error.message : '')?.[0];
    return name === undefined
      ? 'the options cannot be read'
      : `${name} is not an option here, or lacks its value`;
  }
}

function readAssignments(option: string, given: readonly string[], reasons: string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const text of given) {
    const at = text.indexOf('=');
    const name = text.slice(0, Math.max(at, 0));
    if (!PARAMETER_NAME.test(name))
      reasons.push(`${option} takes NAME=${option === '--param' ? 'VALUE' : '@FILE'}`);
    else if (found.has(name)) reasons.push(`${name} is given twice`);
    else found.set(name, text.slice(at + 1));
  }
  return found;
}

function sourceOf(name: string, source: string, reasons: string[]): string | null {
  if (source.length < 2 || !source.startsWith('@'))
    reasons.push(
      `the secret ${name} stands in the command line, where others can read it: --secret ${name}=@FILE, or @- for standard input`,
    );
  return source === '@-' ? null : source.slice(1);
}

function readWhole(option: string, text: string | undefined, most: number, reasons: string[]): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(text) && Number(text) <= most) return Number(text);
  reasons.push(`${option} takes a whole number from 1 to ${most}`);
  return null;
}
