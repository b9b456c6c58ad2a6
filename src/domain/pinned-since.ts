import type { ProfileVersion } from './profile.js';

/** The number of the version since which a profile has had the bytes of its script that it has now. */
export function pinnedSince(versions: readonly ProfileVersion[]): number | null {
  const newestFirst = versions.toSorted((a, b) => b.number - a.number);
  const [newest] = newestFirst;
  if (!newest) return null;
  const { hash } = newest.settings.script;
  const other = newestFirst.findIndex(({ settings }) => settings.script.hash !== hash);
  const same = other < 0 ? newestFirst : newestFirst.slice(0, other);
  return same.at(-1)?.number ?? newest.number;
}
