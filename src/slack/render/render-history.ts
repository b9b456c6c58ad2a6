import { explainChange } from '../../domain/explain-change.js';
import type { Profile, ProfileVersion } from '../../domain/profile.js';
import { diffSettings } from '../../domain/profile-diff.js';
import { actionRow, type Blocks, button, confirmed, context, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions } from '../ids.js';
import { limits, truncate } from '../limits.js';
import { changeLines } from './change-words.js';
import { moment } from './moment.js';
import { authorWords } from './people.js';

/** Versions on one page: each with its changes, within what Slack takes as one message. */
const PAGE = 8;
const ROOM = 1200;

const causes = {
  created: 'made',
  edited: 'edited',
  restored: 'restored',
  imported: 'imported',
  'secret-replaced': 'sensitive value replaced',
  'script-accepted': 'new script accepted',
} as const;

/** The versions of a profile, newest first, with what each changed and a way back to it. */
export function renderHistory(
  profile: Profile,
  versions: readonly ProfileVersion[],
  page: number,
): { text: string; blocks: Blocks } {
  const newest = [...versions].reverse();
  const pages = Math.max(1, Math.ceil(newest.length / PAGE));
  const at = Math.min(page, pages);
  const shown = newest.slice((at - 1) * PAGE, at * PAGE);
  const name = escapeText(profile.version.settings.name);
  const before = (number: number) => versions.find((version) => version.number === number - 1) ?? null;
  const more = at < pages ? ` · older: \`/cert profile history ${name} ${at + 1}\`` : '';
  return {
    text: `Versions of the profile ${name}`,
    blocks: [
      section(`*Versions of the profile ${name}*`),
      ...shown.flatMap((version) => versionBlocks(profile, version, before(version.number))),
      context(`Page ${at} of ${pages}${more}`),
    ],
  };
}

function versionBlocks(profile: Profile, version: ProfileVersion, before: ProfileVersion | null): Blocks {
  const { number, author, savedAt, cause, reviewer, settings } = version;
  const isCurrent = number === profile.version.number;
  const let_ = reviewer ? `, let through by ${authorWords(reviewer)}` : '';
  const head = `*Version ${number}*${isCurrent ? ' (current)' : ''} · ${causes[cause ?? (before ? 'edited' : 'created')]} by ${authorWords(author)}${let_} · ${moment(savedAt)}`;
  const changes = before ? changeLines(diffSettings(before.settings, settings), ROOM) : 'The first version.';
  return [
    section(`${head}\n${changes}`),
    ...(isCurrent || profile.status === 'deleted' ? [] : [restoreRow(profile, version)]),
  ];
}

function restoreRow(profile: Profile, { number, settings }: ProfileVersion): Blocks[number] {
  const changes = diffSettings(profile.version.settings, settings).map(explainChange).join('; ');
  const value = JSON.stringify({ profileId: profile.id, number, basedOn: profile.version.number });
  const question = {
    title: `Restore version ${number}?`,
    text: truncate(
      `It becomes the newest version, with the sensitive values of now. ${changes || 'Nothing would change.'}`,
      limits.confirmText,
    ),
    ...{ confirm: 'Restore', deny: 'Leave it' },
  };
  return actionRow(`history.${number}`, [
    confirmed(button(`Restore version ${number}`, actions.restoreVersion, value), question),
  ]);
}
