import { createPhraseTree, type PhraseTree } from './phrase-tree.js';
import { secretForms } from './secret-forms.js';

/** What stands where a sensitive value was. */
export const scrubbedMark = '[sensitive]';

/** Scrubs a text that comes in chunks; holds back only an end that may turn out to begin a secret. */
export type ScrubStream = { write(chunk: string): string; end(): string };

export type Scrubber = { scrub(text: string): string; stream(): ScrubStream };

/**
 * Replaces every form of every secret (see secretForms; secrets under 6 characters are not searched for) by
 * `[sensitive]`; forms that overlap become one mark, so nothing of either is left over. Scrub before any cut.
 */
export function createScrubber(secrets: readonly string[]): Scrubber {
  const tree = createPhraseTree(new Set(secrets.flatMap((secret) => [...secretForms(secret)])));
  const stream = (): ScrubStream => scrubStream(tree);
  const scrub = (text: string): string => {
    const whole = stream();
    return whole.write(text) + whole.end();
  };
  return { scrub, stream };
}

/** A stretch of the text held back that is to be replaced; `marked` once its mark has been handed out. */
type Hidden = { readonly from: number; readonly to: number; readonly marked: boolean };

function scrubStream(tree: PhraseTree): ScrubStream {
  let held = '';
  let node = tree.root;
  let hidden: Hidden[] = [];

  const release = (length: number): string => {
    let text = '';
    let at = 0;
    const rest: Hidden[] = [];
    for (const stretch of hidden) {
      if (stretch.from >= length) {
        rest.push({ ...stretch, from: stretch.from - length, to: stretch.to - length });
        continue;
      }
      text += held.slice(at, stretch.from) + (stretch.marked ? '' : scrubbedMark);
      at = Math.min(stretch.to, length);
      if (stretch.to > length) rest.push({ from: 0, to: stretch.to - length, marked: true });
    }
    text += held.slice(at, length);
    held = held.slice(length);
    hidden = rest;
    return text;
  };

  const write = (chunk: string): string => {
    const start = held.length;
    held += chunk;
    for (let i = start; i < held.length; i += 1) {
      node = tree.step(node, held.charCodeAt(i));
      const length = tree.longestEnding(node);
      if (length > 0) hide(hidden, i + 1 - length, i + 1);
    }
    return release(held.length - tree.unfinished(node));
  };

  return { write, end: () => release(held.length) };
}

/** Adds a stretch that ends after all others, as one with those it overlaps. */
function hide(hidden: Hidden[], start: number, to: number): void {
  let from = start;
  let marked = false;
  for (let last = hidden.at(-1); last !== undefined && last.to > from; last = hidden.at(-1)) {
    from = Math.min(from, last.from);
    marked = marked || last.marked;
    hidden.pop();
  }
  hidden.push({ from, to, marked });
}
