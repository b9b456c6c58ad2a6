import { type Blocks, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { limits, truncate } from '../limits.js';
import { quoteOnly } from './rich-text.js';

/** What somebody wrote, as it is: it stays text wherever it is shown. */
export type Said = { readonly said: string };

/** What the thread says: mrkdwn of ours, and between it what people wrote. */
export type Words = string | readonly (string | Said)[];

/** Characters of somebody's words in the thread; all of them are on the card or in Details. */
const SHOWN = 500;

/** The words in order, to be put after others. */
export function partsOf(words: Words): readonly (string | Said)[] {
  return typeof words === 'string' ? [words] : words;
}

/** The words as one text: for notifications and screen readers, and where there are no words but ours. */
export function textOf(words: Words): string {
  if (typeof words === 'string') return words;
  return words.map((part) => (typeof part === 'string' ? part : escapeText(cut(part.said)))).join('');
}

/**
 * A message that says it. What people wrote is set apart as a quote: mrkdwn has no escape for `*`, backticks and
 * links (Slack: formatting text), so their words never go through it.
 */
export function messageOf(words: Words): { readonly text: string; readonly blocks?: Blocks } {
  const text = textOf(words);
  if (typeof words === 'string' || words.every((part) => typeof part === 'string')) return { text };
  const blocks = words.flatMap((part): Blocks => {
    if (typeof part !== 'string') return [quoteOnly(cut(part.said))];
    const ours = part.trim();
    return ours === '' ? [] : [section(truncate(ours, limits.sectionText))];
  });
  return { text, blocks };
}

function cut(said: string): string {
  return truncate(said, SHOWN);
}
