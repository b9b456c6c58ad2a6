import { printable } from '../domain/printable.js';

/** Text of other people inside mrkdwn or top-level text: `& < >` and nothing more (Slack: formatting text). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Somebody's words as code inside mrkdwn: in one line of at most `max` characters, nothing invisible in it. */
export function codeText(text: string, max: number): string {
  const line = printable(text.replace(/\s+/g, ' ').trim(), max) || ' ';
  return `\`${escapeText(line).replaceAll('`', "'")}\``;
}

/**
 * What somebody typed after a command, as they typed it: Slack may send links as `<http://a.b|a.b>` and escapes
 * `& < >`. Mentions stay as they are sent.
 */
export function unescapeText(text: string): string {
  return text
    .replace(/<(?:https?|mailto):[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<((?:https?|mailto):[^|<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
