import { approve } from './actions/approve.js';
import { approveWithReason } from './actions/approve-with-reason.js';
import { breakGlass } from './actions/break-glass.js';
import { cancelRequest } from './actions/cancel-request.js';
import { deny } from './actions/deny.js';
import { withdrawVote } from './actions/withdraw-vote.js';
import { actions, callbacks } from './ids.js';
import { submitBreakGlass } from './views/submit-break-glass.js';
import { submitVote } from './views/submit-vote.js';

/** What decides a request, by id. */
export const decideActions = {
  [actions.approve]: approve,
  [actions.approveWithReason]: approveWithReason,
  [actions.deny]: deny,
  [actions.withdrawVote]: withdrawVote,
  [actions.cancelRequest]: cancelRequest,
  [actions.breakGlass]: breakGlass,
} as const;

export const decideSubmissions = {
  [callbacks.denial]: submitVote('deny'),
  [callbacks.approval]: submitVote('approve'),
  [callbacks.breakGlass]: submitBreakGlass,
} as const;
