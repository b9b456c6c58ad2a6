import { attentionOf } from './attention.js';
import { formatDistinguishedName } from './distinguished-name.js';
import { nameText } from './look-alikes.js';
import { dynamicParameters, labelOf } from './parameter.js';
import type { Request } from './request.js';
import { standingVotes } from './vote.js';

/**
 * Characters that a card has at most for each of its parts. A message has room for about 13,200
 * (slackapi/bolt-js#2509); what is listed last shrinks when the others are long.
 */
export const cardRoom = {
  reason: 2000,
  override: 500,
  attention: 1500,
  votes: 1200,
  voteReason: 300,
  label: 60,
  subject: 600,
  text: 300,
  asked: 200,
  values: 4000,
  names: 3000,
} as const;

/** What headings, labels, buttons, hashes and the lines of ours take. */
const FIXED = 2300;
const CARD = 12_800;

/** How many characters the names, and each dynamic value, have on the card of this request. */
export type CardRooms = { readonly names: number; readonly perValue: number };

export function cardRooms(request: Request): CardRooms {
  const left = CARD - FIXED - othersOf(request);
  const values = Math.min(cardRoom.values, Math.max(1000, left - namesLength(request)));
  const count = dynamicParameters(request.snapshot.parameters).length;
  const perValue = Math.max(20, Math.min(cardRoom.text, Math.floor(values / Math.max(1, count))));
  const taken = dynamicParameters(request.snapshot.parameters).reduce(
    (sum, { name }) => sum + Math.min(perValue, request.snapshot.dynamicValues[name]?.length ?? 8),
    0,
  );
  return { names: Math.max(800, Math.min(cardRoom.names, left - taken)), perValue };
}

/** What is on the card besides names and values. */
function othersOf(request: Request): number {
  const { reason, override, snapshot, votes, digest } = request;
  const labels = dynamicParameters(snapshot.parameters).map(
    (parameter) => Math.min(cardRoom.label, labelOf(parameter).length) + 2,
  );
  const voteReasons = standingVotes(votes, digest).map((vote) => (vote.reason?.length ?? 0) + 40);
  return (
    (reason?.length ?? 0) +
    Math.min(cardRoom.override, override?.reason.length ?? 0) +
    Math.min(cardRoom.attention, attentionOf(request).length * 220) +
    Math.min(cardRoom.votes, sum(voteReasons)) +
    Math.min(cardRoom.subject, subjectOf(request).length) +
    2 * Math.min(cardRoom.text, snapshot.commonName.length) +
    sum(labels)
  );
}

/** True when a card cannot show all that is approved: the rest then goes into the thread as a file. */
export function exceedsCard(request: Request): boolean {
  const { names, perValue } = cardRooms(request);
  return (
    namesLength(request) > names ||
    subjectOf(request).length > cardRoom.subject ||
    Object.values(request.snapshot.dynamicValues).some((value) => value.length > perValue)
  );
}

/** What the subject says besides the common name. */
export function subjectOf({ snapshot }: Request): string {
  return formatDistinguishedName(snapshot.csr.subject.filter(({ type }) => type !== 'CN'));
}

function namesLength({ snapshot }: Request): number {
  return snapshot.names.map(nameText).join(', ').length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
