/**
 * Slack's `<!date^1700000000^{date_short_pretty} {time}^link|fallback>`: the format with each token in the
 * reader's language and time zone (docs.slack.dev/messaging/formatting-message-text#date-formatting).
 */
export function formatDate(
  seconds: number,
  format: string,
  { now, locale, timeZone }: { now: number; locale?: string | undefined; timeZone?: string | undefined },
): string {
  const date = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
  const dayNumber = (at: Date): number => {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
    return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
  };
  const apart = dayNumber(date) - dayNumber(new Date(now));
  return format.replace(/\{([a-z_]+)\}/g, (token, name: string) => {
    const isPretty = name.endsWith('_pretty');
    const near = isPretty ? nearDay(apart, locale) : undefined;
    const options = formats[name.replace(/_pretty$/, '')];
    return near ?? (name === 'ago' ? ago(seconds * 1000 - now, locale) : options ? say(options) : token);
  });
}

const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** Yesterday, today, tomorrow by those words. */
function nearDay(apart: number, locale: string | undefined): string | undefined {
  if (Math.abs(apart) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(apart, 'day');
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function ago(milliseconds: number, locale: string | undefined): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of units) {
    if (Math.abs(milliseconds) >= length) return format.format(Math.trunc(milliseconds / length), unit);
  }
  return format.format(Math.trunc(milliseconds / 1000), 'second');
}
