import { cardRoom } from '../../domain/card-room.js';
import type { Request } from '../../domain/request.js';
import { standingVotes, type Vote } from '../../domain/vote.js';
import type { Blocks } from '../blocks.js';
import { truncate } from '../limits.js';
import { type Remark, remarks } from './rich-text.js';

/** Who voted and why, as far as the votes count, with as much of the reasons as the card has room for. */
export function voteBlocks({ votes, digest }: Request): Blocks {
  const standing = standingVotes(votes, digest);
  if (standing.length === 0) return [];
  const each = Math.min(cardRoom.voteReason, Math.floor(cardRoom.votes / standing.length) - 40);
  return [
    remarks(
      'request.votes',
      standing.map((vote) => voteRemark(vote, Math.max(20, each))),
    ),
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
