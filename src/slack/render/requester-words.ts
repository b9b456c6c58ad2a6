import type { Roster } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import type { RequesterRefusal } from '../../workflow/refuse-requester.js';
import { mention, mentionRoster } from './people.js';
import { standingWords } from './standing-words.js';

/** Why somebody may not request with a profile, and who can help; mrkdwn. */
export function requesterWords(refusal: RequesterRefusal, profile: string, admins: Roster): string {
  const who = mentionRoster(admins);
  if (refusal.code === 'not-a-requester') {
    return `The profile \`${profile}\` is for ${mentionRoster(refusal.requesters)}. To be one of them, ask ${who}.`;
  }
  const isForeign = refusal.standing === 'guest' || refusal.standing === 'outsider';
  const help = isForeign ? ` Admins can list you for a profile by name: ${who}.` : '';
  return `${standingWords(refusal.standing)}${help}`;
}

/** Why a request cannot be approved any more, since its requester may not ask for it now; mrkdwn. */
export function barredWords(refusal: RequesterRefusal, { requester, snapshot }: Request): string {
  const who = mention(requester.user);
  const help = 'so this request cannot be approved. Deny it; who needs the certificate can ask for it.';
  if (refusal.code === 'not-a-requester') {
    return `${who} may not request with the profile \`${snapshot.profile.name}\` any more, ${help}`;
  }
  return refusal.standing === 'deactivated'
    ? `The account of ${who} is deactivated, ${help}`
    : `${who} may not request here any more, ${help}`;
}
