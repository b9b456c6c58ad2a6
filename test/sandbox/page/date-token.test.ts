import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../src/sandbox/page/blocks/date-token.js';

const at = Date.UTC(2026, 10, 24, 15, 4, 5) / 1000;
const format = (token: string, { seconds = at, now = at * 1000, timeZone = 'UTC' } = {}) =>
  formatDate(seconds, token, { now, locale: 'en-US', timeZone });

describe('formatDate', () => {
  it.each([
    ['{date_num}', '11/24/2026'],
    ['{date}', 'November 24, 2026'],
    ['{date_short}', 'Nov 24, 2026'],
    ['{date_long}', 'Tuesday, November 24, 2026'],
    ['{time}', '3:04 PM'],
    ['{time_secs}', '3:04:05 PM'],
    ['at {time} on {date_short}', 'at 3:04 PM on Nov 24, 2026'],
    ['{unknown}', '{unknown}'],
  ])('writes %s as %s', (token, words) => {
    expect(format(token)).toBe(words);
  });

  it('says today, yesterday and tomorrow where the format is pretty, and the date otherwise', () => {
    const day = 86_400;
    const pretty = (days: number) => format('{date_short_pretty}', { now: (at + days * day) * 1000 });
    expect([pretty(0), pretty(1), pretty(-1), pretty(2)]).toEqual([
      'today',
      'yesterday',
      'tomorrow',
      'Nov 24, 2026',
    ]);
  });

  it('counts days by the calendar of the reader, not by hours', () => {
    const evening = Date.UTC(2026, 10, 24, 23, 30) / 1000;
    const soonAfter = { seconds: evening, now: (evening + 3600) * 1000 };
    expect(format('{date_pretty}', soonAfter)).toBe('yesterday');
    expect(format('{date_pretty}', { ...soonAfter, timeZone: 'America/New_York' })).toBe('today');
  });

  it('says how long ago', () => {
    expect(format('{ago}', { now: (at + 7200) * 1000 })).toBe('2 hours ago');
  });
});
