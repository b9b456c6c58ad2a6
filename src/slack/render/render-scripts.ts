import type { ShelvedScript } from '../../workflow/look-at-scripts.js';
import { type Blocks, button, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions } from '../ids.js';
import { truncate } from '../limits.js';
import type { Answer } from '../listen.js';
import { writeTextValue } from '../text-value.js';
import { driftWords } from './drift-words.js';
import { moment } from './moment.js';
import { authorWords } from './people.js';

/** Slack refuses a message whose blocks hold more than about 13,200 characters, or more than 50 blocks. */
const MOST = { characters: 12_000, scripts: 45, summary: 200, profiles: 20 } as const;

/** The scripts as an answer, each with a button to look at it; those that do not fit are counted. */
export function renderScripts(scripts: readonly ShelvedScript[]): Answer {
  if (scripts.length === 0) {
    return {
      text: 'There are no scripts yet. Put one into the folder of scripts that Countersign runs with.',
    };
  }
  let characters = 0;
  const shown = scripts.slice(0, MOST.scripts).filter((script) => {
    characters += paragraphOf(script).length;
    return characters <= MOST.characters;
  });
  const left = scripts.length - shown.length;
  const more = `And ${left} more: \`/cert script show NAME\` shows one by its name.`;
  return {
    text: scripts.length === 1 ? '1 script' : `${scripts.length} scripts`,
    blocks: [...shown.map(blockOf), ...(left > 0 ? [section(more)] : [])],
  };
}

function blockOf(script: ShelvedScript): Blocks[number] {
  const value = writeTextValue({ of: 'script', name: script.name, page: 0 });
  const accessory = button(`Show ${script.name}`, actions.showScript, value);
  return { ...section(paragraphOf(script)), ...(script.script ? { accessory } : {}) };
}

function paragraphOf(script: ShelvedScript): string {
  const { name, summary } = script;
  const about = summary ? `: ${escapeText(truncate(summary, MOST.summary))}` : '';
  return [`*${escapeText(name)}*${about}`, originWords(script), usedByWords(script)]
    .filter((line) => line !== '')
    .join('\n');
}

/** Where a script comes from; '' for one on disk. mrkdwn. */
export function originWords({ script, uploaded }: ShelvedScript): string {
  if (!script)
    return ':warning: Not there any more, or its files are refused; profiles go on with the bytes that they have';
  return uploaded ? `Uploaded by ${authorWords(uploaded.by)} ${moment(uploaded.at)}` : '';
}

/** The profiles that use a script, and which of them have other bytes. mrkdwn. */
export function usedByWords({ usedBy }: ShelvedScript): string {
  if (usedBy.length === 0) return 'Used by no profile.';
  const left = usedBy.length - MOST.profiles;
  const named = usedBy.slice(0, MOST.profiles).map(({ profile, drift }) => {
    const beside = drift?.kind === 'changed' ? ` (${driftWords(drift)})` : '';
    return `*${escapeText(profile.version.settings.name)}*${beside}`;
  });
  return `Used by ${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
