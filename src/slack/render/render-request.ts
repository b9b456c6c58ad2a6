import { exceedsCard, cardRoom as room, roomPerValue } from '../../domain/card-room.js';
import { formatDistinguishedName } from '../../domain/distinguished-name.js';
import { dynamicParameters } from '../../domain/parameter.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { type Blocks, context, plain, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { limits, truncate } from '../limits.js';
import { keyWords } from './key-words.js';
import { listNames } from './list-names.js';
import { mention, rosterPieces } from './people.js';
import { buttonsOf } from './request-buttons.js';
import { type Piece, quote, richText } from './rich-text.js';
import { statusLine } from './status-line.js';

/** The card of a request: a pure function of the record, the same for posting and updating. */
export function renderRequest(request: Request, isFallback = false): { text: string; blocks: Blocks } {
  const { commonName } = request.snapshot;
  return {
    text: summary(request),
    blocks: [
      { type: 'header', text: plain(`Certificate for ${commonName}`, limits.header) },
      ...(isFallback
        ? [context('I cannot post in the channel of this profile, so this came to you directly.')]
        : []),
      section(statusLine(request)),
      richText('request.facts', factLines(request)),
      ...(request.reason ? [quote('request.reason', 'Reason', truncate(request.reason, room.reason))] : []),
      ...(exceedsCard(request)
        ? [context('*More than fits here:* all of it is in the thread as a file.')]
        : []),
      ...buttonsOf(request),
      context(`Request \`${request.id}\``),
    ],
  };
}

/** What a notification and a screen reader say: who, what, and how it stands. */
function summary({ snapshot, requester, status, id }: Request): string {
  const what = `${escapeText(truncate(snapshot.commonName, 100))} (profile ${escapeText(snapshot.profile.name)})`;
  return `Certificate request ${id}: ${what} by ${mention(requester.user)}: ${status}`;
}

function factLines(request: Request): readonly (readonly Piece[])[] {
  const { snapshot, requester } = request;
  const { csr, profile, names, approvers } = snapshot;
  return [
    [{ bold: 'Requester ' }, { user: requester.user }],
    [{ bold: 'Profile ' }, profile.name, ` (version ${profile.version}, script ${snapshot.script.name})`],
    [{ bold: 'Common name ' }, { code: truncate(snapshot.commonName, room.text) }],
    ...subjectLines(snapshot),
    [{ bold: `Names (${names.length}) ` }, listNames(names, room.names)],
    [{ bold: 'Key ' }, keyWords(csr.key)],
    [{ bold: 'Public key SHA-256 ' }, { code: csr.publicKeySha256 }],
    ...valueLines(request),
    [{ bold: 'Approvers ' }, ...rosterPieces(approvers)],
    ...approvalLines(request),
  ];
}

/** Who approved, for good: once decided, the line above no longer says it. */
function approvalLines({ status, votes, digest }: Request): readonly (readonly Piece[])[] {
  if (status === 'pending') return [];
  const given = standingVotes(votes, digest).filter(({ decision }) => decision === 'approve');
  return given.map(({ approver, at }) => [
    { bold: 'Approved by ' },
    { user: approver },
    ', ',
    { moment: at },
  ]);
}

/** What else the CSR's subject says: CAs put it into the certificate. */
function subjectLines({ csr }: Request['snapshot']): readonly (readonly Piece[])[] {
  const more = csr.subject.filter(({ type }) => type !== 'CN');
  const text = truncate(formatDistinguishedName(more), room.subject);
  return more.length === 0 ? [] : [[{ bold: 'Subject ' }, { code: text }]];
}

function valueLines(request: Request): readonly (readonly Piece[])[] {
  const { snapshot } = request;
  const parameters = dynamicParameters(snapshot.parameters);
  const most = roomPerValue(request);
  return parameters.map(({ name, sensitive }) => [
    { bold: `${name} ` },
    sensitive ? '•••• set' : truncate(inOneLine(snapshot.dynamicValues[name] ?? ''), most),
  ]);
}

/** Approvers read the card line by line: a value can neither add a line of its own nor turn one around. */
function inOneLine(value: string): string {
  return printable(value.replace(/[\r\n]+/g, ' ⏎ '), Number.POSITIVE_INFINITY);
}
