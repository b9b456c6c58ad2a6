import { keepHeadAndTail } from './head-and-tail.js';
import type { Scrubber } from './scrubber.js';

/** Reads a run's output while it comes. */
export type OutputReader = {
  /** More of the raw output, cut anywhere. */
  take(text: string): void;
  /** Head and tail of all of it, scrubbed. `whole` is the raw output, of which the part not taken yet is read now. */
  end(whole: string): { readonly text: string; readonly leftOutBytes: number };
};

/** Of a longer line only the beginning is handed on: nobody reads more of it on a card. */
const LONGEST_LINE = 4000;

/**
 * Scrubs output as it comes, across all borders and before anything is cut, hands on each line once it has ended, and
 * keeps `most` characters of its head and of its tail.
 */
export function readOutput(
  scrubber: Scrubber,
  options: { readonly most: number; readonly onLine: (line: string) => void },
): OutputReader {
  const scrub = scrubber.stream();
  const kept = keepHeadAndTail(options.most);
  let line = '';
  let taken = 0;

  const keep = (scrubbed: string): void => {
    kept.add(scrubbed);
    const [first = '', ...others] = scrubbed.split('\n');
    line = (line + first).slice(0, LONGEST_LINE);
    for (const next of others) {
      options.onLine(line);
      line = next.slice(0, LONGEST_LINE);
    }
  };
  const take = (text: string): void => {
    taken += text.length;
    keep(scrub.write(text));
  };
  const end = (whole: string) => {
    take(whole.slice(taken));
    keep(scrub.end());
    const text = kept.text();
    return { text, leftOutBytes: kept.leftOutBytes() };
  };
  return { take, end };
}
