import { explainChange } from '../domain/explain-change.js';
import { diffSettings } from '../domain/profile-diff.js';
import { createProfile } from '../workflow/create-profile.js';
import { writeChange } from '../workflow/write-change.js';
import { explainWritten } from './explain-written.js';
import { type GivenSecrets, type PlannedImport, planImport } from './plan-import.js';
import { operatorOf, type ProfileTools, type ProfileVerb } from './profile-tools.js';
import { type ReadProfile, readProfiles, type YamlFault } from './profile-yaml.js';
import { type ImportArguments, readImportArguments } from './read-import-arguments.js';
import { exitCodes, type Terminal } from './terminal.js';
import { writeDeps } from './write-deps.js';

const NOT_LOOKED_UP =
  'whether the bot is in the channels, and whether the approvers may act, was not looked up: Slack was not asked';

/**
 * `profile import FILE [--dry-run] [--secret PROFILE.PARAM=@FILE]`: profiles from YAML. Everything is judged before
 * anything is written; each profile is then one step. Sensitive values that the profiles hold stay.
 */
export const importProfiles: ProfileVerb = async ({ terminal, tools }, args) => {
  const wanted = readImportArguments(args);
  if (!('secrets' in wanted)) return wanted;
  const opened = await openFiles(terminal, wanted);
  if ('refusal' in opened) return refuse(terminal, [opened.refusal]);
  const where = wanted.file ?? 'standard input';
  const read = readProfiles(opened.text);
  if (!read.ok)
    return refuse(
      terminal,
      read.faults.map((fault) => spell(where, fault)),
    );
  const unused = [...opened.secrets.keys()].filter((at) => !takes(read.profiles, at));
  if (unused.length > 0) {
    return refuse(
      terminal,
      unused.map((at) => `${at} is no sensitive parameter that a profile of this file assigns`),
    );
  }
  const plans = await Promise.all(read.profiles.map((each) => planImport(tools, each, opened.secrets)));
  const faults = plans.flatMap((plan) => (plan.ok ? [] : plan.faults));
  if (faults.length > 0)
    return refuse(
      terminal,
      faults.map((fault) => spell(where, fault)),
    );
  const planned = plans.flatMap((plan) => (plan.ok ? [plan.planned] : []));
  if (!wanted.dryRun) return writeAll(terminal, tools, planned);
  for (const plan of planned) terminal.out(preview(plan));
  terminal.err('countersign: nothing was written (--dry-run)\n');
  return exitCodes.fine;
};

type Opened = { readonly text: string; readonly secrets: GivenSecrets };

async function openFiles(
  terminal: Terminal,
  { file, secrets }: ImportArguments,
): Promise<Opened | { readonly refusal: string }> {
  const values = new Map<string, string>();
  try {
    for (const [at, path] of secrets) {
      const value = (await terminal.readFile(path)).replace(/\r?\n$/, '');
      if (value.trim() === '') return { refusal: `the file of ${at} is empty` };
      values.set(at, value);
    }
    const text = file === null ? await terminal.readStdin() : await terminal.readFile(file);
    return { text, secrets: values };
  } catch (err) {
    return { refusal: err instanceof Error ? err.message : 'a file cannot be read' };
  }
}

function takes(profiles: readonly ReadProfile[], at: string): boolean {
  return profiles.some(({ document }) =>
    document.parameters.some(
      ({ name, sensitive, dynamic }) => sensitive && !dynamic && `${document.name}.${name}` === at,
    ),
  );
}

function spell(where: string, { line, sentence }: YamlFault): string {
  return `${where}:${line}: ${sentence}`;
}

function refuse(terminal: Terminal, reasons: readonly string[]): number {
  for (const reason of reasons) terminal.err(`countersign: ${reason}\n`);
  terminal.err('countersign: nothing was written\n');
  return exitCodes.usage;
}

function preview({ current, settings }: PlannedImport): string {
  if (!current) return `${settings.name}: would be made\n`;
  const changes = diffSettings(current.version.settings, settings).map(explainChange);
  return changes.length === 0 ? `${settings.name}: unchanged\n` : `${settings.name}: ${changes.join('; ')}\n`;
}

async function writeAll(
  terminal: Terminal,
  tools: ProfileTools,
  planned: readonly PlannedImport[],
): Promise<number> {
  let isDone = true;
  for (const plan of planned) {
    const said = await writeOne(terminal, tools, plan);
    isDone &&= said.isDone;
    (said.isDone ? terminal.out : terminal.err)(said.text);
  }
  terminal.err(`countersign: ${NOT_LOOKED_UP}\n`);
  return isDone ? exitCodes.fine : exitCodes.failed;
}

async function writeOne(
  terminal: Terminal,
  tools: ProfileTools,
  { id, current, settings, sealed }: PlannedImport,
): Promise<{ readonly isDone: boolean; readonly text: string }> {
  const common = { author: operatorOf(tools), surface: 'cli', cause: 'imported', settings, sealed } as const;
  const deps = writeDeps(terminal, tools);
  if (current) {
    const written = await writeChange(deps, { ...common, profileId: id, basedOn: current.version.number });
    const isDone = ['saved', 'proposed', 'unchanged'].includes(written.kind);
    return { isDone, text: explainWritten(settings.name, written) };
  }
  const created = await createProfile(deps, { ...common, id });
  if (created.kind === 'saved') {
    const waits = created.profile.status === 'disabled' ? ', disabled until an admin enables it' : '';
    return { isDone: true, text: `${settings.name}: made as version 1${waits}\n` };
  }
  const sentences = created.faults.map(({ sentence }) => sentence).join(' ');
  return { isDone: false, text: `countersign: ${settings.name}: not written: ${sentences}\n` };
}
