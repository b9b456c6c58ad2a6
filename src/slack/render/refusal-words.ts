import type { Roster } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import type { CastVoteRefusal } from '../../workflow/cast-vote.js';
import type { RetryRequestResult } from '../../workflow/retry-request.js';
import type { SettleUnknownRefusal } from '../../workflow/settle-unknown.js';
import { escapeText } from '../escape.js';
import { policyRefusalWords } from './decide-refusal-words.js';
import { moment } from './moment.js';
import { mentionRoster } from './people.js';
import { barredWords } from './requester-words.js';
import { standingWords } from './standing-words.js';
import { stateWords } from './state-words.js';

/** Why a vote did not count and who can decide, in words for the one who clicked. */
export function voteRefusalWords(refusal: CastVoteRefusal, request: Request, admins: Roster): string {
  const who = `It can be decided by ${mentionRoster(request.snapshot.approvers)}.`;
  switch (refusal.code) {
    case 'already-decided':
      return `Your vote was not counted: this request ${stateWords[refusal.status]}.`;
    case 'changed-since-shown':
      return 'Your vote was not counted: the request changed after this card was drawn. Look at it again, then decide.';
    case 'own-request':
      return `You cannot decide on your own request. ${who}`;
    case 'already-voted':
      return `You voted already (${refusal.decision}). One vote each.`;
    case 'not-an-approver':
      return `You are not an approver of this profile. ${who}`;
    case 'no-standing':
      return `${standingWords(refusal.standing)} ${who}`;
    case 'reason-missing':
      return `This profile wants a reason when a request is ${refusal.decision === 'deny' ? 'denied' : 'approved'}. Please give one.`;
    case 'policy-refuses':
      return policyRefusalWords(refusal.refusals, admins);
    case 'requester-barred':
      return barredWords(refusal.refusal, request);
    case 'profile-not-enabled':
      return 'Your vote was not counted: the profile of this request is not there any more.';
  }
}

type RetryRefusals = Extract<RetryRequestResult, { kind: 'refused' }>['refusals'];

/** Why there is no further run now, in words for the one who clicked. */
export function retryRefusalWords(refusal: RetryRefusals[number], request: Request): string {
  switch (refusal.code) {
    case 'nothing-to-retry':
      return `There is nothing to retry: this request ${stateWords[refusal.status]}.`;
    case 'certificate-withheld':
      return 'The CA did issue, so a retry would only issue once more. An admin has to find the cause; then make a new request.';
    case 'approval-too-old':
      return `The approval is of ${moment(refusal.at)}, which is too long ago for another run. Make a new request.`;
    case 'too-many-runs':
      return `This request had ${refusal.max} runs, and each is a call to the CA. Make a new request instead.`;
    case 'run-may-live':
      return `The last run may still be alive. Retry after ${moment(refusal.until)}.`;
    case 'made-key-gone':
      return 'The key that I made for this request was deleted meanwhile, so a certificate would be of no use. Make a new request.';
    case 'sensitive-value-forgotten':
      return `The sensitive values (${escapeText(refusal.names.join(', '))}) were deleted, since the request waited too long. They have to be entered again.`;
    case 'may-not-retry':
      return request.status === 'unknown'
        ? 'Only an admin can retry this: the CA has to be looked at first.'
        : `Only the requester, an admin, or ${mentionRoster(request.snapshot.approvers)} can retry this.`;
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}

/** Why an admin's finding was not taken, in words for the one who acted. */
export function settleRefusalWords(refusal: SettleUnknownRefusal): string {
  switch (refusal.code) {
    case 'not-an-admin':
      return 'Only an admin can do this: somebody has to look at the CA first.';
    case 'not-unknown':
      return `There is nothing to settle any more: this request ${stateWords[refusal.status]}.`;
    case 'run-may-live':
      return `The run may still be alive, so the CA may yet issue. Mark it as failed after ${moment(refusal.until)}.`;
    case 'certificate-does-not-fit':
      return `This certificate does not fit the request. ${refusal.sentences.join(' ')}`;
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}
