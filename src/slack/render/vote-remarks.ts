import { cardRoom } from '../../domain/card-room.js';
import type { Request } from '../../domain/request.js';
import { standingVotes, type Vote } from '../../domain/vote.js';
import type { Blocks } from '../blocks.js';
import { truncate } from '../limits.js';
import { type Remark, remarks } from './rich-text.js';

/** More votes than this are counted. */
const MOST_SHOWN = 10;

/** Who voted and why, as far as the votes count, with as much of the reasons as the card has room for. */
export function voteBlocks({ votes, digest }: Request): Blocks {
  const standing = standingVotes(votes, digest);
  if (standing.length === 0) return [];
  const shown = standing.slice(-MOST_SHOWN);
  const each = Math.min(cardRoom.voteReason, Math.floor(cardRoom.votes / shown.length) - 40);
  const earlier = standing.length - shown.length;
  const more: Remark = { line: [`and ${earlier} earlier: see Details`], quote: null };
  return [
    remarks('request.votes', [
      ...shown.map((vote) => voteRemark(vote, each)),
      ...(earlier > 0 ? [more] : []),
    ]),
  ];
}

/** One vote in a line, its reason beneath. */
export function voteRemark({ approver, decision, at, reason }: Vote, room: number): Remark {
  const done = decision === 'approve' ? 'Approved by ' : 'Denied by ';
  return {
    line: [{ bold: done }, { user: approver }, ', ', { moment: at }],
    quote: reason === null || reason.trim() === '' ? null : truncate(reason, room),
  };
}
