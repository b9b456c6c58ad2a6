import type {
  ActionsBlock,
  Button,
  ContextBlock,
  InputBlock,
  KnownBlock,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { limits, truncate } from './limits.js';

type PlainText = { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };

/** Plain text cut to `max` characters; nothing in it is markup. */
export function plain(text: string, max: number): PlainText {
  return { type: 'plain_text', text: truncate(text, max), emoji: false };
}

/** A paragraph of mrkdwn of ours: whatever people wrote must be escaped by the caller. */
export function section(mrkdwn: string, blockId?: string): SectionBlock {
  const text = { type: 'mrkdwn', text: truncate(mrkdwn, limits.sectionText), verbatim: true } as const;
  return { type: 'section', text, ...(blockId ? { block_id: blockId } : {}) };
}

/** A paragraph of plain text: whatever people wrote stays text. */
export function plainSection(text: string, blockId: string): SectionBlock {
  return { type: 'section', block_id: blockId, text: plain(text, limits.sectionText) };
}

/** A line of small print, mrkdwn of ours. */
export function context(mrkdwn: string): ContextBlock {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: truncate(mrkdwn, limits.sectionText), verbatim: true }],
  };
}

/** A button; `value` comes back to the action's listener. */
export function button(text: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  const base = { type: 'button', text: plain(text, limits.button), action_id: actionId, value } as const;
  return style ? { ...base, style } : base;
}

/** The button, asking "are you sure" first; `deny` is what leaves everything as it is. */
export function confirmed(
  element: Button,
  question: {
    readonly title: string;
    readonly text: string;
    readonly confirm: string;
    readonly deny: string;
  },
): Button {
  const { title, text, confirm, deny } = question;
  const dialog = {
    title: plain(title, limits.confirmTitle),
    text: plain(text, limits.confirmText),
    confirm: plain(confirm, limits.confirmButton),
    deny: plain(deny, limits.confirmButton),
  };
  return { ...element, confirm: { ...dialog, style: 'danger' } };
}

/** A row of buttons. */
export function actionRow(blockId: string, elements: Button[]): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements };
}

/** One choice of a select. */
export function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, limits.option), value };
}

/** A labelled input whose element has the block's id as its action_id, unless it says otherwise. */
export function input(
  blockId: string,
  label: string,
  element: InputBlock['element'],
  more: { readonly optional?: boolean; readonly hint?: string; readonly dispatch?: boolean } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, limits.label),
    element,
    optional: more.optional ?? false,
    ...(more.hint ? { hint: plain(more.hint, limits.label) } : {}),
    ...(more.dispatch ? { dispatch_action: true } : {}),
  };
}

/** A text input; `initial` is never a sensitive value. */
export function textInput(
  actionId: string,
  more: {
    readonly initial?: string;
    readonly multiline?: boolean;
    readonly placeholder?: string;
    readonly max?: number;
  } = {},
): InputBlock['element'] {
  return {
    type: 'plain_text_input',
    action_id: actionId,
    multiline: more.multiline ?? false,
    max_length: more.max ?? limits.plainTextInput,
    ...(more.initial ? { initial_value: more.initial } : {}),
    ...(more.placeholder ? { placeholder: plain(more.placeholder, 150) } : {}),
  };
}

export type Blocks = KnownBlock[];
