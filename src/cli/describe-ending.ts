import type { Certificate, CertificateJudgement } from '../domain/certificate.js';
import { explainCertificateFault } from '../domain/certificate-faults.js';
import { formatName } from '../domain/names.js';
import { printable, printableList } from '../domain/printable.js';
import type { RunOutcome } from '../workflow/runner.js';

type Ended = Exclude<RunOutcome, { kind: 'returned' }>;

const causes = {
  raised: 'the script stopped with an error',
  exited: 'the script gave up',
  signalled: 'the script was killed',
  'bad-return': 'the script returned no certificate',
  'not-loadable': 'the script could not be started',
} as const satisfies Record<Extract<Ended, { kind: 'failed' }>['cause'], string>;

const lookAtTheCa = 'The CA may have issued: look there before you run it again.';

/** How a run ended that returned nothing. Unscrubbed. */
export function describeOutcome(ended: Ended): readonly string[] {
  if (ended.kind === 'timed-out')
    return [
      `the script was ended after its time limit (${Math.round(ended.afterMs / 1000)} s). ${lookAtTheCa}`,
    ];
  if (ended.kind === 'lost') return [`the run was lost: ${ended.reason}. ${lookAtTheCa}`];
  const verdict = `${causes[ended.cause]}: ${ended.firstLine}`;
  const detail = ended.detail.trim();
  return detail === '' || detail === ended.firstLine ? [verdict] : [`${detail}\n`, verdict];
}

/** The verdict, then each fault. */
export function describeJudgement(judgement: CertificateJudgement): readonly string[] {
  if (judgement.ok) {
    const { certificate } = judgement;
    const names = printableList(certificate.names.map(formatName), 80);
    return [`the certificate passes (${certificate.checks.join(', ')}): ${names}; ${identity(certificate)}`];
  }
  const { faults, withheld } = judgement;
  return [
    'the certificate does not pass:',
    ...faults.map((fault) => `- ${explainCertificateFault(fault)}`),
    ...(withheld ? [`The CA has issued it all the same: ${identity(withheld)}`] : []),
  ];
}

function identity({ serial, issuer, notAfter }: Certificate): string {
  return `serial ${serial}, issued by ${printable(issuer, 80)}, valid until ${new Date(notAfter).toISOString().slice(0, 10)}`;
}
