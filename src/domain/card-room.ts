import { formatDistinguishedName } from './distinguished-name.js';
import { formatName } from './names.js';
import { dynamicParameters } from './parameter.js';
import type { Request } from './request.js';

/** Characters that a card has for each; a message has room for about 13,200 (slackapi/bolt-js#2509). */
export const cardRoom = { names: 3000, reason: 2000, subject: 1000, text: 300, values: 4000 } as const;

/** How many characters of each dynamic value a card shows. */
export function roomPerValue({ snapshot }: Request): number {
  const count = dynamicParameters(snapshot.parameters).length;
  return Math.max(20, Math.min(cardRoom.text, Math.floor(cardRoom.values / Math.max(1, count))));
}

/** True when a card cannot show all that is approved: the rest then goes into the thread as a file. */
export function exceedsCard(request: Request): boolean {
  const { names, csr, dynamicValues } = request.snapshot;
  const subject = formatDistinguishedName(csr.subject.filter(({ type }) => type !== 'CN'));
  const most = roomPerValue(request);
  return (
    names.map(formatName).join(', ').length > cardRoom.names ||
    subject.length > cardRoom.subject ||
    Object.values(dynamicValues).some((value) => value.length > most)
  );
}
