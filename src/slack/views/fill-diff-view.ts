import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import { compareScript } from '../../workflow/compare-script.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import { noticeModal } from '../modal.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { diffView } from './diff-view.js';

const TITLE = 'What changed';

/** The modal with what changed in a profile's script, or why there is nothing to show. */
export async function fillDiffView(
  deps: SlackDeps,
  look: { readonly profileId: string; readonly by: Person; readonly page: number },
): Promise<ModalView> {
  const compared = await compareScript(deps, look);
  switch (compared.kind) {
    case 'compared':
      return diffView(compared, look.page);
    case 'no-drift':
      return noticeModal(
        TITLE,
        `*${escapeText(compared.profile.version.settings.name)}* has the bytes that are on the shelf.`,
      );
    case 'gone':
      return noticeModal(
        TITLE,
        'The script is not on the shelf any more. The profile goes on with the bytes that it has.',
      );
    case 'no-such-profile':
      return noticeModal(TITLE, 'This profile is not there any more.');
    case 'refused':
      return noticeModal(TITLE, adminRefusalWords(compared.refusal, deps.admins, 'can look at scripts'));
  }
}
