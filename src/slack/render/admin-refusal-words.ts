import type { Roster } from '../../domain/person.js';
import type { AdminRefusal } from '../../workflow/refuse-admin.js';
import { mentionRoster } from './people.js';
import { standingWords } from './standing-words.js';

/** Why somebody may not do what only admins can, and who can; `what` as in "can look at scripts". mrkdwn. */
export function adminRefusalWords(refusal: AdminRefusal, admins: Roster, what: string): string {
  return refusal.code === 'not-an-admin'
    ? `Only admins ${what}. Ask ${mentionRoster(admins)}.`
    : standingWords(refusal.standing);
}
