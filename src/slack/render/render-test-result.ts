import type { ProfileTest, TestedCertificate, TestResult } from '../../domain/profile-test.js';
import { minutesOf } from '../../domain/progress.js';
import type { RunLog } from '../../domain/run-log.js';
import { actionRow, type Blocks, button, section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import { actions } from '../ids.js';
import { truncate } from '../limits.js';
import { writeTextValue } from '../text-value.js';
import { failureWords } from './failure-words.js';
import { listNames } from './list-names.js';
import { visible } from './log-words.js';
import { moment } from './moment.js';
import { preformatted } from './rich-text.js';

/** Characters of the output in the message: its beginning, where a cause often is, and its end. */
const SHOWN = { head: 800, tail: 1600 } as const;

/** How a test went, for whoever wanted it: the certificate's details, the time it took, and what the script printed. */
export function renderTestResult(test: ProfileTest, log: RunLog | null): { text: string; blocks: Blocks } {
  const { profile, commonName } = test.snapshot;
  const about = `*${escapeText(profile.name)}* (version ${profile.version}) for ${codeText(commonName, 253)}`;
  if (test.state.kind !== 'ended') return { text: `Your test of ${about} runs.`, blocks: [] };
  const { result } = test.state;
  return {
    text: `Your test of ${about}: ${verdicts[result.kind]}`,
    blocks: [
      section(`Your test of ${about} · *${verdicts[result.kind]}*${tookWords(test)}`),
      section(resultWords(test, result).join('\n')),
      ...outputBlocks(test, log),
    ],
  };
}

const verdicts = {
  issued: 'it works',
  failed: 'it failed',
  unknown: 'nobody knows how it went',
  'not-run': 'it was not run',
} as const satisfies Record<TestResult['kind'], string>;

function tookWords({ state }: ProfileTest): string {
  if (state.kind !== 'ended' || state.startedAt === null) return '';
  const ms = state.at - state.startedAt;
  const minutes = minutesOf(state.startedAt, state.at);
  return ` · took ${minutes > 0 ? `${minutes} min ${Math.round((ms % 60_000) / 1000)} s` : `${(ms / 1000).toFixed(1)} s`}`;
}

function resultWords(test: ProfileTest, result: TestResult): readonly string[] {
  switch (result.kind) {
    case 'issued':
      return [
        'The CA issued a certificate, and it passes every check.',
        ...certificateLines(result.certificate),
        revokeWords(result.certificate),
      ];
    case 'failed': {
      const { what, next } = failureWords(result);
      const { withheld, faults } = result;
      return [
        [what, next].filter((words) => words !== '').join(' '),
        ...faults.map((fault) => `• ${escapeText(truncate(fault, 200))}`),
        ...(withheld ? [...certificateLines(withheld), revokeWords(withheld)] : []),
      ];
    }
    case 'unknown':
      return [unknownWords(test, result.why)];
    case 'not-run':
      return [notRunWords[result.why]];
  }
}

function certificateLines(certificate: TestedCertificate): readonly string[] {
  const { names, issuer, serial, notBefore, notAfter, fingerprintSha256 } = certificate;
  return [
    `*Names* ${escapeText(listNames(names, 500))}`,
    `*Issuer* ${escapeText(truncate(issuer, 300))}`,
    `*Serial* ${codeText(serial, 200)}`,
    `*Valid* ${moment(notBefore)} to ${moment(notAfter)}`,
    `*SHA-256* ${codeText(fingerprintSha256, 200)}`,
  ];
}

function revokeWords({ serial }: TestedCertificate): string {
  return `The certificate and its key are thrown away. The CA did issue it: where that must not stand, revoke serial ${codeText(serial, 200)} there.`;
}

function unknownWords({ snapshot }: ProfileTest, why: string): string {
  const what =
    why === 'timed-out'
      ? `The script was ended after its time limit of ${Math.round(snapshot.timeLimitMs / 1000)} s.`
      : 'The worker that ran it is gone.';
  return `${what} The CA may have issued a certificate for ${codeText(snapshot.commonName, 253)} all the same: look there. The test is not run again by itself.`;
}

const notRunWords = {
  'no-worker': 'No worker took it in time. `/cert workers` shows those that run.',
  'no-room': 'As many runs of this profile are under way as it allows. Test it when one has ended.',
  'state-in-use': 'Another run has the state of this profile. Test it when that one has ended.',
  'profile-changed': 'The profile changed, or went, before a worker took the test.',
} as const satisfies Record<Extract<TestResult, { kind: 'not-run' }>['why'], string>;

function outputBlocks({ id, state }: ProfileTest, log: RunLog | null): Blocks {
  if (!log) return [];
  // A script that did its work ended by returning.
  const isDone = state.kind === 'ended' && state.result.kind === 'issued';
  const parts = [[log.firstLine, log.detail].filter((part) => part !== '').join('\n'), log.output].map(
    (part) => visible(part).trim(),
  );
  const [ending = '', output = ''] = parts;
  const all = writeTextValue({ of: 'test', id, page: 0 });
  return [
    ...(ending && !isDone ? [section('*How it ended*'), preformatted(headAndTail(ending))] : []),
    ...(output
      ? [section('*What it printed*, without sensitive values'), preformatted(headAndTail(output))]
      : []),
    ...(parts.some((part) => part.length > SHOWN.head + SHOWN.tail)
      ? [actionRow('test.output', [button('All of it', actions.showTest, all)])]
      : []),
  ];
}

function headAndTail(text: string): string {
  const left = text.length - SHOWN.head - SHOWN.tail;
  if (left <= 0) return text;
  return `${text.slice(0, SHOWN.head)}\n… ${left} characters …\n${text.slice(-SHOWN.tail)}`;
}
