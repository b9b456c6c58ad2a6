/** A moment (ms) as Slack shows it in the reader's own time zone, with UTC as fallback (mrkdwn). */
export function moment(ms: number): string {
  const fallback = new Date(ms).toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}
