import { get } from 'node-emoji';

/** Slack escapes three characters and no others. */
export function unescapeText(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** The emoji of this name, or undefined when there is none. */
export function emojiNamed(name: string): string | undefined {
  return get(name);
}

/** Text with `:names:` of emoji as emoji. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (shown, name: string) => emojiNamed(name) ?? shown);
}

/** Only addresses that a browser opens without running anything. */
export function safeAddress(url: string): string | null {
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : null;
}
