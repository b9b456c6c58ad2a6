import type { AnyText } from '../../block-kit/composition.js';
import { Mrkdwn } from './mrkdwn.js';
import { withEmoji } from './words.js';

/** A text object: mrkdwn as markup, plain text as it is. */
export function Text({ text }: { text: AnyText }) {
  if (text.type === 'mrkdwn') return <Mrkdwn text={text.text} />;
  return <>{text.emoji === false ? text.text : withEmoji(text.text)}</>;
}
