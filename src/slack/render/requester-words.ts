import type { Roster } from '../../domain/person.js';
import type { RequesterRefusal } from '../../workflow/refuse-requester.js';
import { mentionRoster } from './people.js';
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
