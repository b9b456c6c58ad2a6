import { cardRooms, cardRoom as room, subjectOf } from '../../domain/card-room.js';
import { decodedName } from '../../domain/look-alikes.js';
import { dynamicParameters, labelOf } from '../../domain/parameter.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import { truncate } from '../limits.js';
import { historyLines } from './history-lines.js';
import { keyWords } from './key-words.js';
import { listNames } from './list-names.js';
import { rosterPieces } from './people.js';
import type { Piece } from './rich-text.js';

type Lines = readonly (readonly Piece[])[];

/** Who asks for which certificate, and how it differs from the last one. */
export function wishLines(request: Request): Lines {
  const { snapshot, requester } = request;
  const { profile, names, script } = snapshot;
  return [
    [{ bold: 'Requester ' }, { user: requester.user }],
    [{ bold: 'Profile ' }, profile.name, ` (version ${profile.version}, script ${script.name})`],
    commonNameLine(snapshot),
    [{ bold: `Names (${names.length}) ` }, listNames(names, cardRooms(request).names)],
    ...historyLines(request),
  ];
}

/** The rest of what is approved: what is in the CSR besides names, the values, and who decides. */
export function factLines(request: Request): Lines {
  const { snapshot } = request;
  const { csr, approvers } = snapshot;
  return [
    ...valueLines(request),
    ...subjectLines(request),
    keyLine(request),
    [{ bold: 'Public key SHA-256 ' }, { code: csr.publicKeySha256 }],
    ...askedLines(snapshot),
    [{ bold: 'Approvers ' }, ...rosterPieces(approvers)],
  ];
}

function commonNameLine({ commonName }: Request['snapshot']): readonly Piece[] {
  const decoded = decodedName(commonName);
  const beside: readonly Piece[] = decoded === null ? [] : [' shows as ', { code: printable(decoded, 253) }];
  return [{ bold: 'Common name ' }, { code: truncate(commonName, room.text) }, ...beside];
}

/** Whether the requester made the key, or Countersign did and hands it to them alone. */
function keyLine({ snapshot, madeKey }: Request): readonly Piece[] {
  const { key, signature } = snapshot.csr;
  const how = madeKey
    ? 'made by Countersign for the requester'
    : `CSR signed with ${printable(signature, 60)}`;
  return [{ bold: 'Key ' }, keyWords(key), ` · ${how}`];
}

/** What else the CSR's subject says: CAs put it into the certificate. */
function subjectLines(request: Request): Lines {
  const text = subjectOf(request);
  return text === '' ? [] : [[{ bold: 'Subject ' }, { code: truncate(text, room.subject) }]];
}

/** What the CSR's extensions ask for besides names. */
function askedLines({ csr }: Request['snapshot']): Lines {
  const { extendedKeyUsages, keyUsages, others } = csr.asked;
  const all = [...extendedKeyUsages, ...keyUsages, ...others].join(', ');
  return all === '' ? [] : [[{ bold: 'CSR asks for ' }, printable(all, room.asked)]];
}

function valueLines(request: Request): Lines {
  const { parameters, dynamicValues, dynamicMarks } = request.snapshot;
  const { perValue } = cardRooms(request);
  return dynamicParameters(parameters).map((parameter) => {
    const { name, sensitive } = parameter;
    const isSet = Object.hasOwn(dynamicMarks, name);
    const value = inOneLine(dynamicValues[name] ?? '');
    const shown = value === '' ? 'left empty' : truncate(value, perValue);
    return [
      { bold: `${truncate(labelOf(parameter), room.label)} ` },
      sensitive ? (isSet ? '•••• set' : 'not set') : shown,
    ];
  });
}

/** Approvers read the card line by line: a value can neither add a line of its own nor turn one around. */
function inOneLine(value: string): string {
  return printable(value.replace(/[\r\n]+/g, ' ⏎ '), Number.POSITIVE_INFINITY);
}
