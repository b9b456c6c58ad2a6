import type { Request } from '../../domain/request.js';
import type { Run, RunEnd } from '../../domain/run.js';
import type { Blocks } from '../blocks.js';
import { type Piece, richText } from './rich-text.js';

const MOST_RUNS = 20;

const ends: Readonly<Record<RunEnd, string>> = {
  issued: 'brought the certificate',
  failed: 'failed',
  withheld: 'brought a certificate that was withheld',
  settled: 'was settled by an admin',
  'timed-out': 'reached its time limit',
  lost: 'was cut off',
};

/** The runs of the script, newest last; nothing before the first. */
export function runBlocks({ runs }: Request): Blocks {
  if (runs.length === 0) return [];
  const older = runs.length - MOST_RUNS;
  const more = older > 0 ? ` (${older} older ones are not shown)` : '';
  return [richText('details.runs', [[{ bold: `Runs${more}` }], ...runs.slice(-MOST_RUNS).map(runLine)])];
}

function runLine({ number, startedAt, startedBy, end }: Run): readonly Piece[] {
  return [
    `Run ${number}: started `,
    { moment: startedAt },
    ...(startedBy === null ? [] : [' by ', { user: startedBy }]),
    ...(end === null ? [', has not ended'] : [`, ${ends[end.outcome]} `, { moment: end.at }]),
  ];
}

/** What the log, the audit entries and the admins know it by. */
export function idBlocks(request: Request): Blocks {
  const { id, digest, snapshot, createdAt, revision } = request;
  const { profile, script } = snapshot;
  return [
    richText('details.ids', [
      [{ bold: 'Request ' }, { code: id }, ', asked ', { moment: createdAt }, `, revision ${revision}`],
      [{ bold: 'Digest ' }, { code: digest }],
      [{ bold: 'Profile ' }, { code: profile.id }, ` ${profile.name}, version ${profile.version}`],
      [{ bold: 'Script ' }, script.name, ' ', { code: script.hash }],
      [{ bold: 'Public key SHA-256 ' }, { code: snapshot.csr.publicKeySha256 }],
    ]),
  ];
}
