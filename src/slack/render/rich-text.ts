import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import { printable } from '../../domain/printable.js';

/** One piece of a line: our words or somebody's text (never markup), a user, a user group, a moment, a day. */
export type Piece =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly moment: number }
  | { readonly day: number };

/**
 * Lines of typed pieces as one rich_text block: what people wrote is text there and cannot become a mention, a
 * link or formatting, whatever it holds.
 */
export function richText(blockId: string, lines: readonly (readonly Piece[])[]): RichTextBlock {
  const elements = lines.flatMap((line, index) => [
    ...(index > 0 ? [textElement('\n')] : []),
    ...line.filter((piece) => piece !== '').map(elementOf),
  ]);
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

/** A heading of ours over a text of somebody's, set apart: no line of it can pass for one of ours. */
export function quote(blockId: string, heading: string, text: string): RichTextBlock {
  return {
    type: 'rich_text',
    block_id: blockId,
    elements: [
      { type: 'rich_text_section', elements: [elementOf({ bold: heading })] },
      { type: 'rich_text_quote', elements: [textElement(text)] },
    ],
  };
}

/** A text of somebody's, set apart. */
export function quoteOnly(text: string): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [textElement(text)] }] };
}

/** Text as it is, in a font of fixed width, to be copied. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }], border: 0 }],
  };
}

/** A heading of ours over a list with bullets. */
export function bullets(
  blockId: string,
  heading: string,
  lines: readonly (readonly Piece[])[],
): RichTextBlock {
  const items = lines.map((line) => sectionOf(line.map(elementOf)));
  return {
    type: 'rich_text',
    block_id: blockId,
    elements: [
      sectionOf([elementOf({ bold: heading })]),
      { type: 'rich_text_list', style: 'bullet', elements: items },
    ],
  };
}

/** A line of ours, and beneath it what somebody wrote about it, set apart; null: nothing. */
export type Remark = { readonly line: readonly Piece[]; readonly quote: string | null };

/** Remarks one after the other in one block. */
export function remarks(blockId: string, all: readonly Remark[]): RichTextBlock {
  const elements = all.flatMap(({ line, quote: said }) => [
    sectionOf(line.map(elementOf)),
    ...(said === null ? [] : [{ type: 'rich_text_quote' as const, elements: [textElement(said)] }]),
  ]);
  return { type: 'rich_text', block_id: blockId, elements };
}

function sectionOf(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

function textElement(text: string): RichTextElement {
  return { type: 'text', text };
}

function elementOf(piece: Piece): RichTextElement {
  if (typeof piece === 'string') return textElement(inLine(piece));
  if ('bold' in piece) return { type: 'text', text: inLine(piece.bold), style: { bold: true } };
  if ('code' in piece) return { type: 'text', text: inLine(piece.code), style: { code: true } };
  if ('user' in piece) return { type: 'user', user_id: piece.user };
  if ('group' in piece) return { type: 'usergroup', usergroup_id: piece.group };
  return 'moment' in piece
    ? dateElement(piece.moment, '{date_short_pretty} {time}')
    : dateElement(piece.day, '{date_short_pretty}');
}

/** A piece of a line can neither end it, nor turn it around, nor hide anything. */
function inLine(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY);
}

function dateElement(at: number, format: string): RichTextElement {
  return { type: 'date', timestamp: Math.floor(at / 1000), format, fallback: new Date(at).toISOString() };
}
