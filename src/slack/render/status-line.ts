import type { Progress } from '../../domain/progress.js';
import type { Request, RequestIn } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { failureWords } from './failure-words.js';
import { moment } from './moment.js';
import { mention } from './people.js';
import { runningWords } from './progress-words.js';

/** What a request is waiting for or how it ended, in one line of mrkdwn; `progress` is that of a run under way. */
export function statusLine(request: Request, progress: Progress | null = null): string {
  switch (request.status) {
    case 'pending':
      return `*Waiting for approval* · ${approvals(request)} · expires ${moment(request.expiresAt)}`;
    case 'approved':
      return request.retriedBy === null
        ? `*Approved* · ${approvals(request)} · waiting for a worker`
        : `*Approved* · run again for ${mention(request.retriedBy)} · waiting for a worker`;
    case 'issuing':
      return runningWords(request, progress);
    case 'issued':
      return `*Issued* ${moment(request.issuedAt)} · valid until ${moment(request.certificate.notAfter)} · the certificate was delivered`;
    case 'failed':
      return `*Failed* · ${Object.values(failureWords(request.failure)).join(' ').trim()}`;
    case 'unknown':
      return '*Outcome unknown* · the CA may or may not have issued. An admin has to look there first.';
    case 'denied':
      return `*Denied* by ${mention(request.deniedBy)} ${moment(request.deniedAt)}`;
    case 'cancelled':
      return `*Cancelled* ${moment(request.cancelledAt)} · ${cancelWords(request)}`;
    case 'expired':
      return request.from === 'pending'
        ? `*Expired* ${moment(request.expiredAt)} · nobody decided in time`
        : `*Expired* ${moment(request.expiredAt)} · the approval was not used in time`;
  }
}

function approvals({ votes, digest, snapshot, override }: Request): string {
  if (override) return `break glass: ${mention(override.by)} alone`;
  const given = standingVotes(votes, digest).filter(({ decision }) => decision === 'approve');
  const first = given.slice(0, 5).map(({ approver }) => mention(approver));
  const who = [...first, ...(given.length > 5 ? [`${given.length - 5} more`] : [])].join(', ');
  const count = `${given.length} of ${snapshot.approvalsRequired}`;
  return who ? `${count} · ${who} approved` : `${count} approvals`;
}

/** Who or what cancelled a request, in words. */
export function cancelWords({ why, cancelledBy, requester }: RequestIn<'cancelled'>): string {
  switch (why) {
    case 'by-requester':
      return `${mention(cancelledBy ?? requester.user)}, who asked for it, called it off`;
    case 'by-admin':
      return cancelledBy ? `${mention(cancelledBy)}, an admin, called it off` : 'an admin called it off';
    case 'profile-disabled':
      return 'its profile was disabled';
    case 'profile-deleted':
      return 'its profile was deleted';
    case 'profile-asks-for-other-values':
      return 'its profile now asks for other values, so it has to be requested anew';
    default:
      return why;
  }
}
