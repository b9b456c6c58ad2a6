import { approvedNames } from '../domain/approved-names.js';
import { checkCertificate, fullChainPem } from '../domain/certificate.js';
import { createScrubber, type Scrubber } from '../domain/scrubber.js';
import type { Runner, RunOutcome } from '../workflow/runner.js';
import { describeJudgement, describeOutcome } from './describe-ending.js';
import { type PreparedScriptRun, prepareScriptRun } from './prepare-script-run.js';
import { type RunArguments, readRunArguments } from './read-run-arguments.js';
import type { OpenedRunner, ScriptTools } from './script-tools.js';
import { exitCodes, type Terminal } from './terminal.js';

type Deps = { readonly terminal: Terminal; readonly tools: ScriptTools };

/**
 * `script run`: calls the script once as a worker would and judges what it returned. The exit code, or why the
 * command line is not one. What the script writes is shown as it comes, without the secrets.
 */
export async function runScript(deps: Deps, args: readonly string[]): Promise<number | readonly string[]> {
  const read = readRunArguments(args);
  if (!read.ok) return read.reasons;
  const { terminal } = deps;
  const ready = await prepareScriptRun(deps, read.value);
  const say = (line: string): void => terminal.err(`countersign: ${line}\n`);
  if (!ready.ok) {
    ready.reasons.forEach(say);
    return exitCodes.usage;
  }
  for (const note of ready.prepared.notes) say(`note: ${note}`);
  const opened = await open(deps.tools);
  if (typeof opened === 'string') {
    opened.split('\n').forEach(say);
    return exitCodes.usage;
  }
  say(`the script runs on ${opened.isolation}`);
  const scrubber = createScrubber(ready.prepared.secrets);
  const outcome = await callScript(terminal, opened.runner, read.value, ready.prepared, scrubber);
  if (outcome.kind === 'returned') return judge(deps, read.value, ready.prepared, outcome.certificate);
  for (const line of describeOutcome(outcome)) say(scrubber.scrub(line));
  return outcome.kind === 'failed' ? exitCodes.failed : exitCodes.unknown;
}

/** Or why nothing can be run here. */
function open(tools: ScriptTools): Promise<OpenedRunner | string> {
  return tools
    .openRunner()
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
}

async function callScript(
  terminal: Terminal,
  runner: Runner,
  { timeLimitMs }: RunArguments,
  { script, csr, commonName, args }: PreparedScriptRun,
  scrubber: Scrubber,
): Promise<RunOutcome> {
  const stream = scrubber.stream();
  let shown = '';
  const show = (text: string): void => {
    if (text !== '') shown = text;
    terminal.err(text);
  };
  try {
    const input = { runId: 'terminal', script, csr: csr.pem, commonName, args, timeLimitMs };
    const outcome = await runner.run({ ...input, onOutput: (text) => show(stream.write(text)) });
    show(stream.end());
    if (shown !== '' && !shown.endsWith('\n')) terminal.err('\n');
    return outcome;
  } finally {
    await runner.close();
  }
}

async function judge(
  { terminal }: Deps,
  { allowExtraNames, maxValidityDays }: RunArguments,
  { csr, commonName }: PreparedScriptRun,
  returned: string,
): Promise<number> {
  const judgement = await checkCertificate({
    ...{ returned, csr, commonName, approvedNames: approvedNames(csr, commonName) },
    ...{ allowExtraNames, maxValidityDays, now: terminal.now() },
  });
  for (const line of describeJudgement(judgement)) terminal.err(`countersign: ${line}\n`);
  if (!judgement.ok) return exitCodes.failed;
  terminal.out(fullChainPem(judgement.certificate));
  return exitCodes.fine;
}
