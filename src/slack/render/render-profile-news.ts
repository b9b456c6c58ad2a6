import { diffSettings } from '../../domain/profile-diff.js';
import type { ProfileNewsItem } from '../../workflow/announce-profile.js';
import { type Blocks, section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { changeLines } from './change-words.js';
import { authorWords } from './people.js';
import { renderProposal } from './render-proposal.js';

/** What the channel of a profile is told about it. */
export function renderProfileNews(item: ProfileNewsItem): { text: string; blocks: Blocks } {
  const { profile, news } = item;
  if (news.kind === 'proposed' && profile.proposal?.id === news.proposal) {
    return renderProposal(profile, profile.proposal);
  }
  const text = newsWords(item);
  return { text, blocks: [section(text)] };
}

const causes = {
  created: 'made',
  edited: 'changed',
  restored: 'restored an old version of',
  imported: 'imported',
  'secret-replaced': 'replaced a sensitive value of',
  'script-accepted': 'accepted the new script of',
} as const;

const statusWords = {
  enabled: 'enabled the profile',
  disabled: 'disabled the profile: pending requests are cancelled, new ones are refused:',
  deleted: 'deleted the profile',
} as const;

function newsWords(item: ProfileNewsItem): string {
  const { profile, news } = item;
  const by = authorWords(news.by);
  const name = `*${escapeText(profile.version.settings.name)}*`;
  switch (news.kind) {
    case 'version':
      return versionWords(item, news.number);
    case 'status':
      return `${by} ${statusWords[news.status]} ${name}.`;
    case 'tested': {
      const what = 'The certificate, if the CA issues one, is thrown away.';
      return `${by} tests the profile ${name} for ${codeText(news.commonName, 253)}. ${what}`;
    }
    case 'proposed':
      return `${by} proposed a change of the profile ${name}.`;
    case 'decided':
      return decidedWords(item);
  }
}

function versionWords({ profile, versions }: ProfileNewsItem, number: number): string {
  const version = versions.find((each) => each.number === number) ?? profile.version;
  const before = versions.find((each) => each.number === number - 1);
  const { settings, author, reviewer, cause } = version;
  const what = `${authorWords(author)} ${causes[cause ?? 'edited']} the profile *${escapeText(settings.name)}* (version ${number})`;
  const let_ = reviewer ? `, let through by ${authorWords(reviewer)}` : '';
  if (!before) {
    const waits = profile.status === 'disabled' ? ' It is disabled until another admin enables it.' : '';
    return `${what}. Ask for a certificate by it with \`/cert request ${escapeText(settings.name)}\`.${waits}`;
  }
  return `${what}${let_}:\n${changeLines(diffSettings(before.settings, settings))}`;
}

function decidedWords({ profile, news }: ProfileNewsItem): string {
  if (news.kind !== 'decided') return '';
  const by = authorWords(news.by);
  const name = `*${escapeText(profile.version.settings.name)}*`;
  switch (news.outcome) {
    case 'let-through':
      return `${by} let the change of ${name} through.`;
    case 'turned-down': {
      const why = news.reason ? `: ${escapeText(truncate(news.reason, 500))}` : '.';
      return `${by} turned the change of ${name} down${why}`;
    }
    case 'withdrawn':
      return `${by} withdrew the change of ${name}.`;
    case 'void':
      return `The change of ${name} that waited is void: ${by} changed the profile meanwhile.`;
  }
}
