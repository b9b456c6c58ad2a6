import type { Roster } from '../../domain/person.js';
import type { ReviewChangeResult } from '../../workflow/review-change.js';
import { escapeText } from '../escape.js';
import { mentionRoster } from './people.js';
import { standingWords } from './standing-words.js';

/** Why a change of a profile was not decided, in words for the one who acted. */
export function reviewRefusalWords(
  result: Exclude<ReviewChangeResult, { kind: 'decided' }>,
  admins: Roster,
): string {
  switch (result.kind) {
    case 'own-proposal':
      return `You made this change, so another admin has to look at it: ${mentionRoster(admins)}.`;
    case 'not-the-author':
      return 'Only whoever made this change can withdraw it. You can turn it down.';
    case 'gone':
      return 'There is nothing to decide any more: this change was decided already, or the profile moved on.';
    case 'not-an-admin':
      return `Only admins decide about changes of profiles: ${mentionRoster(admins)}.`;
    case 'no-standing':
      return standingWords(result.refusal.standing);
    case 'faults':
      return `This change cannot become a version as things are now. ${result.faults.map(({ sentence }) => escapeText(sentence)).join(' ')}`;
  }
}
