import { assertNever } from '../../domain/assert-never.js';
import type { DecisionAnnouncement } from '../../domain/decision-announcements.js';
import type { Roster } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import { standingVotes } from '../../domain/vote.js';
import { codeText, escapeText } from '../escape.js';
import { mention, mentionRoster } from './people.js';
import type { Words } from './words.js';

/** What the thread says about a decision, and what people wrote about it. */
export function decisionWords(request: Request, announcement: DecisionAnnouncement, admins: Roster): Words {
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

function votedWords({ votes }: Request, number: number): Words {
  const vote = votes[number - 1];
  return vote?.reason ? [`${mention(vote.approver)} approved: `, { said: vote.reason }] : '';
}

function withdrawnWords({ votes }: Request, number: number): string {
  const vote = votes[number - 1];
  return vote ? `${mention(vote.approver)} took back their vote (${vote.decision}).` : '';
}

function overrideWords({ override, snapshot, requester }: Request): Words {
  if (!override) return '';
  return [
    `:rotating_light: *Break glass:* ${mention(override.by)} approved this request of ${mention(requester.user)} alone, without the votes of its approvers.\nReason: `,
    { said: override.reason },
    `\n${mentionRoster(snapshot.approvers, 'and')}: this is for you to know. If it was not right, tell an admin at once.`,
  ];
}

function noticeWords({ override, snapshot, id, requester }: Request): Words {
  if (!override) return '';
  const what = `request \`${id}\` of ${mention(requester.user)} for ${codeText(snapshot.commonName, 200)}`;
  return [
    `:rotating_light: *Break glass:* ${mention(override.by)} approved ${what} alone. You are an approver of the profile ${escapeText(snapshot.profile.name)}, whose votes were not waited for.\nReason: `,
    { said: override.reason },
  ];
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
