import { assertNever } from '../../domain/assert-never.js';
import type { DecisionAnnouncement } from '../../domain/decision-announcements.js';
import type { Roster } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { mention, mentionRoster } from './people.js';

const SHOWN_REASON = 500;

/** What the thread says about a decision, as mrkdwn with everybody's text escaped. */
export function decisionWords(request: Request, announcement: DecisionAnnouncement, admins: Roster): string {
  switch (announcement.kind) {
    case 'voted':
      return votedWords(request, announcement.vote);
    case 'withdrawn':
      return withdrawnWords(request, announcement.vote);
    case 'votes-void':
      return `The profile changed (version ${announcement.from} → ${announcement.to}), so earlier votes do not count any more. Approvers: please look at the request again.`;
    case 'override':
      return overrideWords(request);
    case 'override-notice':
      return noticeWords(request);
    case 'reminder':
      return reminderWords(request);
    case 'blocked':
      return blockedWords(request, admins);
    default:
      return assertNever(announcement);
  }
}

function votedWords({ votes }: Request, number: number): string {
  const vote = votes[number - 1];
  return vote?.reason ? `${mention(vote.approver)} approved: ${shown(vote.reason)}` : '';
}

function withdrawnWords({ votes }: Request, number: number): string {
  const vote = votes[number - 1];
  return vote ? `${mention(vote.approver)} took back their vote (${vote.decision}).` : '';
}

function overrideWords({ override, snapshot, requester }: Request): string {
  if (!override) return '';
  return [
    `:rotating_light: *Break glass:* ${mention(override.by)} approved this request of ${mention(requester.user)} alone, without the votes of its approvers.`,
    `Reason: ${shown(override.reason)}`,
    `${mentionRoster(snapshot.approvers)}: this is for you to know. If it was not right, tell an admin at once.`,
  ].join('\n');
}

function noticeWords({ override, snapshot, id, requester }: Request): string {
  if (!override) return '';
  const what = `request \`${id}\` of ${mention(requester.user)} for ${escapeText(truncate(snapshot.commonName, 200))}`;
  return [
    `:rotating_light: *Break glass:* ${mention(override.by)} approved ${what} alone. You are an approver of the profile ${escapeText(snapshot.profile.name)}, whose votes were not waited for.`,
    `Reason: ${shown(override.reason)}`,
  ].join('\n');
}

/** Nobody who has voted since is called. */
function reminderWords(request: Request): string {
  if (request.status !== 'pending') return '';
  const { votes, digest, waitsFor, snapshot } = request;
  const voted = standingVotes(votes, digest).map(({ approver }) => approver);
  const { users, groups } = waitsFor ?? snapshot.approvers;
  const missing = snapshot.approvalsRequired - voted.length;
  const able = { users: users.filter((user) => !voted.includes(user)), groups };
  return `${mentionRoster(able)}: this request still waits for ${missing} ${missing === 1 ? 'vote' : 'votes'}. Please approve or deny it on the card above.`;
}

function blockedWords(request: Request, admins: Roster): string {
  if (request.status !== 'pending' || !request.blocked) return '';
  const { able, needed } = request.blocked;
  const { breakGlass } = request.snapshot.policy;
  const can = able === 0 ? 'nobody can' : `only ${able} ${able === 1 ? 'person' : 'people'} can`;
  return [
    `This request needs ${needed} more ${needed === 1 ? 'approval' : 'approvals'}, and ${can} still vote on it: it cannot be approved as it stands.`,
    `${mentionRoster(admins)}: please add approvers to the profile${breakGlass ? ', or break glass' : ''}.`,
  ].join('\n');
}

function shown(reason: string): string {
  return escapeText(truncate(reason, SHOWN_REASON));
}
