import { textPages } from '../../domain/text-pages.js';
import { actionRow, type Blocks, button, context, section } from '../blocks.js';
import { actions } from '../ids.js';
import { visible } from '../render/log-words.js';
import { preformatted } from '../render/rich-text.js';
import { type TextValue, writeTextValue } from '../text-value.js';

/** Pieces of a text that a person reads before turning the page. */
const PIECES = 10;

/** One page of a text, with buttons to those before and after it. A page that is not there is the nearest that is. */
export function textPageBlocks(text: string, value: TextValue, heading: string): Blocks {
  const pages = textPages(visible(text), PIECES);
  const page = Math.min(value.page, pages.length - 1);
  const pieces = pages[page] ?? [];
  const to = (action: string, at: number, label: string) =>
    button(label, action, writeTextValue({ ...value, page: at }));
  const ways = [
    ...(page > 0 ? [to(actions.textPrevious, page - 1, 'Previous')] : []),
    ...(page < pages.length - 1 ? [to(actions.textNext, page + 1, 'Next')] : []),
  ];
  return [
    section(pieces.length === 0 ? `${heading}\nNothing.` : heading),
    ...pieces.map(preformatted),
    ...(ways.length > 0 ? [actionRow(`text.ways:${page}`, ways)] : []),
    ...(pages.length > 1 ? [context(`Page ${page + 1} of ${pages.length}`)] : []),
  ];
}
