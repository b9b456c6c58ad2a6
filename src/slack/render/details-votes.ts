import type { Request } from '../../domain/request.js';
import type { Vote } from '../../domain/vote.js';
import type { Blocks } from '../blocks.js';
import { type Piece, type Remark, remarks } from './rich-text.js';
import { voteRemark } from './vote-remarks.js';

/** The newest votes that are shown, and the characters of a reason. */
const most = { votes: 20, reason: 2000 } as const;

/** All votes, also those that do not count any more, and why they do not. */
export function allVoteBlocks({ votes, digest, snapshot }: Request): Blocks {
  const older = votes.length - most.votes;
  const heading: Remark = {
    line: [
      { bold: 'Votes ' },
      `${snapshot.approvalsRequired} needed`,
      ...(votes.length === 0 ? [', none yet'] : []),
      ...(older > 0 ? [`, ${older} older ones are not shown`] : []),
    ],
    quote: null,
  };
  const shown = votes.slice(-most.votes).map((vote) => withFate(vote, digest));
  return [
    remarks('details.votes', [heading, ...shown.slice(0, 1)]),
    ...shown.slice(1).map((vote, index) => remarks(`details.vote-${index}`, [vote])),
  ];
}

function withFate(vote: Vote, digest: string): Remark {
  const { line, quote } = voteRemark(vote, most.reason);
  return { line: [...line, ...fateOf(vote, digest)], quote };
}

function fateOf(vote: Vote, digest: string): readonly Piece[] {
  if (vote.withdrawnAt !== undefined) return [' · withdrawn ', { moment: vote.withdrawnAt }];
  return vote.digest === digest ? [] : [' · void, because the profile changed afterwards'];
}
