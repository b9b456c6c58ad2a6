import { chooseCommonName, explainCommonNameRefusal } from '../domain/common-name.js';
import { type Csr, explainCsrRefusal, readCsr } from '../domain/csr.js';
import { type Script, scriptEntry } from '../domain/script.js';
import { readScriptHeader } from '../domain/script-header.js';
import type { RunArguments } from './read-run-arguments.js';
import type { ScriptTools } from './script-tools.js';
import type { Terminal } from './terminal.js';

/** Everything a run needs, read and found good; `notes` is what a person may want to know all the same. */
export type PreparedScriptRun = {
  readonly script: Script;
  readonly csr: Csr;
  readonly commonName: string;
  readonly args: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly notes: readonly string[];
};

export type PreparedOrRefused =
  | { readonly ok: true; readonly prepared: PreparedScriptRun }
  | { readonly ok: false; readonly reasons: readonly string[] };

type Deps = { readonly terminal: Terminal; readonly tools: ScriptTools };

/** Reads script, CSR and secrets. Lists every reason not to run; throws at nothing that can be read. */
export async function prepareScriptRun(deps: Deps, given: RunArguments): Promise<PreparedOrRefused> {
  const opened = await deps.tools.readScript(given.file);
  const secrets = await readSecrets(deps.terminal, given.secrets);
  const read = await readCsrFile(deps.terminal, given.csrFile);
  const chosen = read.csr && chooseCommonName(read.csr, given.commonName);
  const script = opened.kind === 'read' ? opened.script : null;
  const values = judgeValues(script, given, secrets.values);
  const reasons = [
    ...(opened.kind === 'refused' ? opened.reasons : []),
    ...read.reasons,
    ...(chosen && !chosen.ok ? [explainCommonNameRefusal(chosen.refusal)] : []),
    ...secrets.reasons,
    ...values.reasons,
  ];
  if (reasons.length > 0 || !script || !read.csr || !chosen?.ok) return { ok: false, reasons };
  const args = Object.fromEntries([...given.params, ...secrets.values]);
  const { commonName } = chosen;
  const prepared = { script, csr: read.csr, commonName, args, secrets: [...secrets.values.values()] };
  return { ok: true, prepared: { ...prepared, notes: values.notes } };
}

async function readCsrFile(
  terminal: Terminal,
  path: string,
): Promise<{ csr?: Csr; reasons: readonly string[] }> {
  const text = await readText(() => terminal.readFile(path));
  if (!text.ok) return { reasons: [`${path} cannot be read (${text.why})`] };
  const read = await readCsr(text.content);
  return read.ok ? { csr: read.csr, reasons: [] } : { reasons: read.refusals.map(explainCsrRefusal) };
}

async function readSecrets(terminal: Terminal, sources: RunArguments['secrets']) {
  const values = new Map<string, string>();
  const reasons: string[] = [];
  for (const [name, path] of sources) {
    const where = path ?? 'standard input';
    const text = await readText(() => (path === null ? terminal.readStdin() : terminal.readFile(path)));
    // The end of line that editors and echo put behind a value is none of it.
    const value = text.ok ? text.content.replace(/[\r\n]+$/, '') : '';
    if (!text.ok) reasons.push(`${where} cannot be read for the secret ${name} (${text.why})`);
    else if (value === '') reasons.push(`${where} is empty: no value for the secret ${name}`);
    else values.set(name, value);
  }
  return { values, reasons };
}

/** Holds what was given against the script's header. What the header does not know may still be right. */
function judgeValues(script: Script | null, { params }: RunArguments, secrets: ReadonlyMap<string, string>) {
  const source = Buffer.from(script?.files[scriptEntry] ?? '', 'base64').toString('utf8');
  const { parameters } = readScriptHeader(source);
  const isGiven = (name: string): boolean => params.has(name) || secrets.has(name);
  const known = new Set(parameters.map(({ name }) => name));
  const inTheOpen = parameters.filter(({ name, sensitive }) => sensitive && params.has(name));
  const missing = parameters.filter(({ name, required }) => required && !isGiven(name));
  const strange = [...params.keys(), ...secrets.keys()].filter((name) => known.size > 0 && !known.has(name));
  return {
    reasons: inTheOpen.map(
      ({ name }) =>
        `${name} is sensitive and stands in the command line: --secret ${name}=@FILE, or @- for standard input`,
    ),
    notes: [
      ...missing.map(({ name, hint }) => `the script requires ${name}, which has no value (${hint})`),
      ...strange.map((name) => `the script's header does not know ${name}`),
    ],
  };
}

async function readText(read: () => Promise<string>) {
  try {
    return { ok: true, content: await read() } as const;
  } catch (error) {
    const { message = 'unreadable' } = error instanceof Error ? error : {};
    const why = error instanceof Error && 'code' in error ? String(error.code) : message;
    return { ok: false, why } as const;
  }
}
