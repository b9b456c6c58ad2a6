import type { SettingsChange } from '../../domain/profile-diff.js';
import type { SaveDraftResult } from '../../workflow/save-draft.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import { changeResultWords } from '../render/change-result-words.js';
import { refusalWords, savedWords } from './profile-words.js';

/** What became of a sent profile form, in words for the admin (mrkdwn). */
export function resultWords(
  { admins, needsReview }: Pick<SlackDeps, 'admins' | 'needsReview'>,
  result: Exclude<SaveDraftResult, { readonly kind: 'faults' | 'stale' }>,
): { readonly title: string; readonly words: string } {
  switch (result.kind) {
    case 'saved': {
      const { settings, number } = result.profile.version;
      const title = 'Profile saved';
      if (!('changes' in result)) {
        return {
          title,
          words: savedWords(settings, number) + (needsReview ? waitsWords(settings.name) : ''),
        };
      }
      return { title, words: `${changeResultWords(result, admins)}${hiddenWords(result.changes)}` };
    }
    case 'proposed':
      return {
        title: 'Waits for review',
        words: `${changeResultWords(result, admins)}${hiddenWords(result.changes)}`,
      };
    case 'not-an-admin':
    case 'no-standing':
      return { title: 'Not saved', words: refusalWords(result, admins) };
    case 'unchanged':
    case 'no-such-profile':
      return { title: 'Nothing saved', words: changeResultWords(result, admins) };
  }
}

function waitsWords(name: string): string {
  return `\nIt is *disabled* until another admin looks at it and types \`/cert profile enable ${name}\`.`;
}

/** Names of the parameters that a change makes sensitive. */
export function hiddenNames(changes: readonly SettingsChange[]): readonly string[] {
  return changes.flatMap((change) =>
    change.kind === 'parameter' && change.change === 'hidden' ? [change.name] : [],
  );
}

function hiddenWords(changes: readonly SettingsChange[]): string {
  const names = hiddenNames(changes);
  if (names.length === 0) return '';
  const listed = names.map((name) => codeText(name, 64)).join(', ');
  return [
    `\n:warning: *${listed}* was plain before. Its plain value goes from every version and request in Countersign.`,
    'It may still be seen in what Slack kept of this form, for a day in edits that other admins have not saved, in backups of Redis, in logs of earlier runs, and wherever somebody copied it: *replace the value at its source*.',
  ].join(' ');
}
