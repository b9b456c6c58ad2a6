import type { Roster } from '../../domain/person.js';
import { explainPolicyRefusal, type PolicyRefusal } from '../../domain/policy-refusal.js';
import type { Request, Status } from '../../domain/request.js';
import type { CancelRefusal } from '../../workflow/cancel-request.js';
import type { OverrideRequestResult } from '../../workflow/override-request.js';
import type { WithdrawVoteResult } from '../../workflow/withdraw-vote.js';
import { escapeText } from '../escape.js';
import { mention, mentionRoster } from './people.js';
import { barredWords } from './requester-words.js';
import { standingWords } from './standing-words.js';
import { stateWords } from './state-words.js';

/** The rules of the profile that a request breaks by now, and who can change them. */
export function policyRefusalWords(refusals: readonly PolicyRefusal[], admins: Roster): string {
  const rules = refusals.map((refusal) => `• ${escapeText(explainPolicyRefusal(refusal))}`);
  const who = `Deny it, or ask an admin to change the profile: ${mentionRoster(admins)}.`;
  return ['The profile does not allow this request, so it cannot be approved:', ...rules, who].join('\n');
}

type Refusals<R> =
  Extract<R, { readonly refusals: unknown }> extends { readonly refusals: infer L }
    ? L extends readonly (infer F)[]
      ? F
      : never
    : never;

/** Why a vote cannot be taken back, in words for the one who clicked. */
export function withdrawRefusalWords(refusal: Refusals<WithdrawVoteResult>): string {
  switch (refusal.code) {
    case 'already-decided':
      return `Votes cannot be taken back any more: this request ${stateWords[refusal.status]}.`;
    case 'no-vote':
      return 'You have no vote here that could be taken back.';
    case 'changed-since-shown':
      return 'The request changed after this card was drawn, so earlier votes do not count any more.';
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}

const tooLate = {
  pending: 'it is waiting for approval',
  approved: 'it is waiting for a worker',
  issuing: 'its script is running and may be talking to the CA',
  issued: 'it was issued already. What is not needed can be revoked at the CA',
  failed: 'its run failed already, so there is nothing to stop',
  unknown: 'nobody knows yet what the CA did, so an admin has to look there',
  denied: 'it was denied already',
  cancelled: 'it was cancelled already',
  expired: 'it has expired already',
} as const satisfies Record<Status, string>;

/** Why a request was not cancelled, in words for the one who clicked. */
export function cancelRefusalWords(refusal: CancelRefusal, { requester }: Request, admins: Roster): string {
  switch (refusal.code) {
    case 'too-late':
      return `This request was not cancelled: ${tooLate[refusal.status]}.`;
    case 'may-not-cancel':
      return `Only ${mention(requester.user)}, who asked for it, or an admin can cancel this: ${mentionRoster(admins)}. Approvers can deny it.`;
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}

/** Why an admin could not approve alone, in words for them. */
export function overrideRefusalWords(
  refusal: Refusals<OverrideRequestResult>,
  request: Request,
  admins: Roster,
): string {
  switch (refusal.code) {
    case 'already-decided':
      return `There is nothing to approve any more: this request ${stateWords[refusal.status]}.`;
    case 'own-request':
      return 'Nobody approves their own request alone. Ask another admin.';
    case 'not-an-admin':
      return `Only an admin can approve a request alone: ${mentionRoster(admins)}.`;
    case 'no-break-glass':
      return `This profile does not let an admin approve alone. It can be decided by ${mentionRoster(request.snapshot.approvers)}.`;
    case 'changed-since-shown':
      return 'The request changed after this card was drawn. Look at it again, then decide.';
    case 'reason-missing':
      return 'Say why it cannot wait for the approvers.';
    case 'policy-refuses':
      return policyRefusalWords(refusal.refusals, admins);
    case 'requester-barred':
      return barredWords(refusal.refusal, request);
    case 'profile-not-enabled':
      return 'The profile of this request is not there any more.';
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}
