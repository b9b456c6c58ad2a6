import { isRenewal } from '../../domain/attention.js';
import { formatName, type Name } from '../../domain/names.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import type { RequestHistory } from '../../domain/request-history.js';
import type { Piece } from './rich-text.js';

type Previous = NonNullable<RequestHistory['previous']>;

/** How a request differs from the last certificate for its common name, in one or two lines. */
export function historyLines(request: Request): readonly (readonly Piece[])[] {
  const { history, status } = request;
  const heading = { bold: 'Last certificate ' };
  if (history === null) {
    return status === 'pending'
      ? [[heading, 'could not be looked up: ask the requester if there is one']]
      : [];
  }
  const { previous } = history;
  if (!previous) return [[heading, 'none for this common name']];
  return [
    [
      ...[heading, 'issued ', { day: previous.issuedAt }, ', valid until ', { day: previous.notAfter }],
      ...[' (request ', { code: previous.request }, ')'],
    ],
    [{ bold: isRenewal(request) ? 'Looks like its renewal: ' : 'Against it: ' }, differences(previous)],
  ];
}

/** "adds 2 names (a, b), new key, same profile". */
function differences({ addedNames, removedNames, isSameKey, isSameProfile, profile }: Previous): string {
  const names = [...counted('adds', addedNames), ...counted('leaves out', removedNames)];
  return [
    ...(names.length > 0 ? names : ['same names']),
    isSameKey ? 'same key' : 'new key',
    isSameProfile ? 'same profile' : `other profile (it was ${profile})`,
  ].join(', ');
}

function counted(verb: string, names: readonly Name[]): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, 3).map((name) => printable(formatName(name), 60));
  const list = names.length > 3 ? [...shown, '…'] : shown;
  return [`${verb} ${names.length} ${names.length === 1 ? 'name' : 'names'} (${list.join(', ')})`];
}
