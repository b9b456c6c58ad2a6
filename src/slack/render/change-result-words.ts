import type { Roster } from '../../domain/person.js';
import type { ChangeProfileResult } from '../../workflow/change-profile.js';
import { escapeText } from '../escape.js';
import { refusalWords } from '../views/profile-words.js';
import { changeLines } from './change-words.js';
import { authorWords } from './people.js';

/** What became of a change of a profile, in words for the admin who made it (mrkdwn). */
export function changeResultWords(result: ChangeProfileResult, admins: Roster): string {
  switch (result.kind) {
    case 'saved': {
      const { settings, number } = result.profile.version;
      return `*${escapeText(settings.name)}* is saved as version ${number}:\n${changeLines(result.changes)}`;
    }
    case 'proposed':
      return `Your change of *${escapeText(result.profile.version.settings.name)}* waits for another admin, who is asked in <#${result.profile.version.settings.channel}>. Nothing has changed yet.`;
    case 'unchanged':
      return 'Nothing changed, so no version was made.';
    case 'stale': {
      const { author, number } = result.profile.version;
      const since = result.since.length > 0 ? `\n${changeLines(result.since)}` : '';
      return `Nothing was saved: ${authorWords(author)} made version ${number} meanwhile.${since}`;
    }
    case 'faults':
      return `Nothing was saved. ${result.faults.map(({ sentence }) => escapeText(sentence)).join(' ')}`;
    case 'no-such-profile':
      return 'This profile is not there any more.';
    case 'not-an-admin':
    case 'no-standing':
      return refusalWords(result, admins);
  }
}
