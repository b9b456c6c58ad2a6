import type { Request } from '../domain/request.js';
import { type IndexEntry, indexesOf } from '../domain/request-indexes.js';
import type { Keys } from './keys.js';
import type { RecordWrite } from './write-record.js';

/** What to remove from and add to the indexes, and no more: a renewed lease is not in the record, so it stays. */
export function indexChanges(
  keys: Keys,
  before: Request | null,
  after: Request,
): Required<Pick<RecordWrite, 'unindex' | 'index'>> {
  const old = before ? indexesOf(before) : [];
  const next = indexesOf(after);
  const isIn = (entries: readonly IndexEntry[], entry: IndexEntry) =>
    entries.some(({ index, score }) => index === entry.index && score === entry.score);
  const names = new Set(next.map(({ index }) => index));
  return {
    unindex: old
      .filter(({ index }) => !names.has(index))
      .map(({ index }) => ({ key: keys.index(index), member: after.id })),
    index: next
      .filter((entry) => !isIn(old, entry))
      .map(({ index, score }) => ({ key: keys.index(index), member: after.id, score })),
  };
}
