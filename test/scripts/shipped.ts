import { approvedNames } from '../../src/domain/approved-names.js';
import { type Certificate, checkCertificate } from '../../src/domain/certificate.js';
import { explainCertificateFault } from '../../src/domain/certificate-faults.js';
import { type Csr, readCsr } from '../../src/domain/csr.js';
import { readScriptHeader } from '../../src/domain/script-header.js';
import { createScrubber } from '../../src/domain/scrubber.js';
import type { Runner, RunOutcome } from '../../src/workflow/runner.js';
import { aCsr, type CsrWish } from '../builders/pki-csr.js';
import { aRun, shippedScript } from '../builders/runner.js';

export type Args = Readonly<Record<string, string>>;

/** Runs one of our scripts as a worker does. Throws if it prints anything of a sensitive value. */
export async function runShipped(runner: Runner, name: string, csr: string, args: Args): Promise<RunOutcome> {
  const read = await readCsr(csr);
  const commonName = read.ok ? commonNameOf(read.csr) : 'www.example.org';
  const script = await shippedScript(name);
  const outcome = await runner.run(aRun(script, { csr, commonName, args, timeLimitMs: 60_000 }));
  const { parameters } = readScriptHeader(Buffer.from(script.files['script.py'] ?? '', 'base64').toString());
  const secrets = parameters
    .filter(({ sensitive }) => sensitive)
    .map((parameter) => args[parameter.name] ?? '');
  const said = [
    outcome.output.text,
    ...(outcome.kind === 'failed' ? [outcome.firstLine, outcome.detail] : []),
  ];
  if (createScrubber(secrets).scrub(said.join('\n')) !== said.join('\n'))
    throw new Error('a secret was printed');
  return outcome;
}

/** Runs it, and holds what it returns against the CSR as a worker does. Throws with what is wrong. */
export async function issueBy(runner: Runner, name: string, wish: CsrWish, args: Args): Promise<Certificate> {
  const { pem } = aCsr(wish);
  const read = await readCsr(pem);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  const outcome = await runShipped(runner, name, pem, args);
  if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome, null, 1).replaceAll('\\n', '\n'));
  const { csr } = read;
  const commonName = commonNameOf(csr);
  const judgement = await checkCertificate({
    ...{ returned: outcome.certificate, csr, commonName, approvedNames: approvedNames(csr, commonName) },
    ...{ allowExtraNames: false, maxValidityDays: null, now: Date.now() },
  });
  if (!judgement.ok) throw new Error(judgement.faults.map(explainCertificateFault).join('\n'));
  return judgement.certificate;
}

const commonNameOf = (csr: Csr): string => csr.commonName ?? csr.names[0]?.value ?? '';

/** The first line by which a run failed. */
export async function failureOf(runner: Runner, name: string, wish: CsrWish, args: Args): Promise<string> {
  const outcome = await runShipped(runner, name, aCsr(wish).pem, args);
  return outcome.kind === 'failed' ? outcome.firstLine : JSON.stringify(outcome);
}
