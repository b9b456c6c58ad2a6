import { formatDate } from '../blocks/date-token.js';

/** The day of a moment as a heading: Today, Yesterday, or the date. */
export function dayOf(seconds: number): string {
  const day = formatDate(seconds, '{date_long_pretty}', { now: Date.now() });
  return day.charAt(0).toUpperCase() + day.slice(1);
}

/** The time of day, in the reader's own way of writing it. */
export function timeOf(seconds: number): string {
  return formatDate(seconds, '{time}', { now: Date.now() });
}
