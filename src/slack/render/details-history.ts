import { formatName, type Name } from '../../domain/names.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import type { RequestHistory } from '../../domain/request-history.js';
import type { Blocks } from '../blocks.js';
import { truncate } from '../limits.js';
import { historyLines } from './history-lines.js';
import { type Piece, richText } from './rich-text.js';

/** What was there before, as of the moment of asking. */
export function earlierBlocks(request: Request): Blocks {
  const { history, createdAt } = request;
  if (!history) return [richText('details.history', [[{ bold: 'Before: ' }, 'could not be looked up']])];
  return [
    richText('details.history', [
      [{ bold: 'Before, as of ' }, { moment: createdAt }],
      ...historyLines(request),
      ...nameLines('Adds', history.previous?.addedNames ?? []),
      ...nameLines('Leaves out', history.previous?.removedNames ?? []),
      ...validLines(history),
      ...keyLines(history),
    ]),
  ];
}

function nameLines(verb: string, names: readonly Name[]): readonly (readonly Piece[])[] {
  const text = truncate(names.map((name) => printable(formatName(name), 253)).join(', '), 900);
  // Three fit into the line of differences.
  return names.length <= 3 ? [] : [[{ bold: `${verb} (${names.length}) ` }, text]];
}

function validLines({ stillValid }: RequestHistory): readonly (readonly Piece[])[] {
  return stillValid.map(({ request, commonName, notAfter }) => [
    ...[{ bold: 'Valid ' }, { code: printable(commonName, 100) }, ' until ', { day: notAfter }],
    ...[' (request ', { code: request }, ')'],
  ]);
}

function keyLines({ keySeen }: RequestHistory): readonly (readonly Piece[])[] {
  return keySeen.map(({ request, commonName, requester, createdAt }) => [
    ...[
      { bold: 'Same key ' },
      'asked by ',
      { user: requester },
      ' for ',
      { code: printable(commonName, 100) },
    ],
    ...[' on ', { day: createdAt }, ' (request ', { code: request }, ')'],
  ]);
}
