/** Text of other people inside mrkdwn or top-level text: `& < >` and nothing more (Slack: formatting text). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
