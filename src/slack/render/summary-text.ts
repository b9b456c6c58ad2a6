import { attentionOf } from '../../domain/attention.js';
import type { Request } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { mention } from './people.js';

/**
 * What a notification and a screen reader say, who read nothing else of a card (Slack: chat.postMessage, text):
 * who asks for what, how it stands, and whether anything needs attention.
 */
export function summaryText(request: Request): string {
  const { snapshot, requester, id, override } = request;
  const names = snapshot.names.length > 1 ? `, ${snapshot.names.length} names` : '';
  const what = `${escapeText(truncate(snapshot.commonName, 100))} (profile ${escapeText(snapshot.profile.name)}${names})`;
  const points = attentionOf(request).length;
  const attention =
    request.status === 'pending' && points > 0
      ? ` ${points} ${points === 1 ? 'point needs' : 'points need'} attention.`
      : '';
  const glass = override ? ` Break glass: approved by ${mention(override.by)} alone.` : '';
  return `Certificate request ${id}: ${what} by ${mention(requester.user)}: ${standWords(request)}.${attention}${glass}`;
}

function standWords(request: Request): string {
  const { snapshot, votes, digest, blocked } = request;
  switch (request.status) {
    case 'pending': {
      const given = standingVotes(votes, digest).filter(({ decision }) => decision === 'approve').length;
      const stuck = blocked ? ', and too few people can still vote' : '';
      return `waiting for approval, ${given} of ${snapshot.approvalsRequired}${stuck}`;
    }
    case 'approved':
      return 'approved, waiting for a worker';
    case 'unknown':
      return 'outcome unknown, an admin has to look at the CA';
    default:
      return request.status;
  }
}
