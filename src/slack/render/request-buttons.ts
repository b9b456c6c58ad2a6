import type { Button } from '@slack/types';
import { isFinished } from '../../domain/finished-request.js';
import type { Request, RequestIn } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { errors } from '../../errors.js';
import { actionRow, type Blocks, button, confirmed } from '../blocks.js';
import { actions } from '../ids.js';
import { writeVoteValue } from '../vote-value.js';

/**
 * The buttons of a card, a row for each group that has any: what decides or settles the request, and beneath it
 * what its requester and others can do. Who may is decided when they press.
 */
export function buttonsOf(request: Request): Blocks {
  const groups = [
    ['request.buttons', decideButtons(request)],
    ['request.more', moreButtons(request)],
  ] as const;
  return groups.flatMap(([blockId, row]) => (row.length > 0 ? [actionRow(blockId, row)] : []));
}

/** The first row: what the request waits for. */
function decideButtons(request: Request): Button[] {
  switch (request.status) {
    case 'pending':
      return voteButtons(request);
    case 'failed':
      return errors[request.failure.code].retry ? [button('Retry', actions.retry, request.id)] : [];
    case 'unknown':
      return settleButtons(request);
    default:
      return [];
  }
}

/** What an approver can press. */
export function voteButtons({ id, digest, snapshot }: RequestIn<'pending'>): Button[] {
  const vote = writeVoteValue({ requestId: id, shownDigest: digest });
  return [
    button('Approve', actions.approve, vote, 'primary'),
    ...(snapshot.policy.reasons.approve === 'optional'
      ? [button('Approve with a reason', actions.approveWithReason, vote)]
      : []),
    button('Deny', actions.deny, vote, 'danger'),
  ];
}

function settleButtons({ id }: RequestIn<'unknown'>): Button[] {
  return [
    button('Attach the certificate', actions.attach, id),
    confirmed(button('Mark as failed', actions.markFailed, id), {
      title: 'Mark this run as failed?',
      text: 'Do this when you looked at the CA and it issued nothing. The request can then be retried.',
      ...{ confirm: 'Mark as failed', deny: 'Leave it' },
    }),
    confirmed(button('Retry', actions.retryUnknown, id), {
      title: 'Run the script again?',
      text: 'The CA may have issued already: a second certificate would come of it. Look at the CA first.',
      ...{ confirm: 'Run it again', deny: 'Leave it' },
    }),
  ];
}

/** The second row, in the order in which it is read: changing the request, then looking at it. */
function moreButtons(request: Request): Button[] {
  return [...changeButtons(request), ...finishedButtons(request), ...lookButtons(request)];
}

/** What there is to do with a request that has ended. */
function finishedButtons(request: Request): Button[] {
  return [
    ...(request.status === 'issued'
      ? [button('Send me the certificate', actions.sendCertificate, request.id)]
      : []),
    ...(isFinished(request) ? [button('Ask again', actions.askAgain, request.id)] : []),
  ];
}

function changeButtons(request: Request): Button[] {
  if (request.status !== 'pending' && request.status !== 'approved') return [];
  const vote = writeVoteValue({ requestId: request.id, shownDigest: request.digest });
  const hasVotes = standingVotes(request.votes, request.digest).length > 0;
  const isPending = request.status === 'pending';
  return [
    ...(isPending && hasVotes ? [button('Withdraw my vote', actions.withdrawVote, vote)] : []),
    ...(isPending && request.snapshot.policy.breakGlass
      ? [button('Break glass', actions.breakGlass, vote)]
      : []),
    cancelButton(request),
  ];
}

/** For everybody who sees the card; who may see what a script printed is decided when they press. */
function lookButtons({ id, status }: Request): Button[] {
  const isUnclear = status === 'failed' || status === 'unknown';
  return [
    button('Details', actions.showDetails, id),
    ...(isUnclear ? [button('Log', actions.showLog, id)] : []),
  ];
}

/** Ends a request that is not being issued yet. */
export function cancelButton({ id }: RequestIn<'pending' | 'approved'>): Button {
  return confirmed(button('Cancel request', actions.cancelRequest, id), {
    title: 'Cancel this request?',
    text: 'It ends here, without a certificate. Its requester and admins can do this.',
    ...{ confirm: 'Cancel request', deny: 'Keep it' },
  });
}
