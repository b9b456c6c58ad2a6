import { canonicalJson } from './canonical-json.js';
import { type DraftRow, NOT_ENTERED } from './draft.js';
import type { Three } from './draft-content.js';
import type { Parameter } from './parameter.js';

type Parameters = readonly Parameter[];

/**
 * Rows after somebody else saved: parameters that I added, changed or deleted stay as I have them, all others are
 * theirs. The order is mine where I moved something, else theirs. `rowOf` gives ids to rows that are new to me.
 */
export function mergeRows(
  { base, mine, theirs }: Omit<Three<Parameters>, 'mine'> & { readonly mine: readonly DraftRow[] },
  rowOf: (name: string) => string,
): readonly DraftRow[] {
  const old = byName(base);
  const own = new Map(mine.map((row) => [row.parameter.name, row]));
  const isTouched = ({ parameter, sealed }: DraftRow) =>
    sealed !== null || canonicalJson(parameter) !== canonicalJson(old.get(parameter.name));
  const fromTheirs = theirs.flatMap((parameter): DraftRow[] => {
    const { name } = parameter;
    const row = own.get(name);
    if (row) return [isTouched(row) ? withSecretOf(row, parameter) : { ...row, parameter }];
    // In the base and not in mine: deleted by me.
    return old.has(name) ? [] : [{ row: rowOf(name), parameter, sealed: null }];
  });
  const present = new Set(fromTheirs.map(({ parameter }) => parameter.name));
  const onlyMine = mine
    .filter((row) => !present.has(row.parameter.name) && isTouched(row))
    .map((row) => withSecretOf(row));
  const merged = [...fromTheirs, ...onlyMine];
  return isReordered(base, mine) ? inOrderOf(mine, merged) : merged;
}

/** A value that I did not replace is the one that the profile has now, if it has one. */
function withSecretOf(row: DraftRow, theirs?: Parameter): DraftRow {
  const { parameter, sealed } = row;
  if (!('secret' in parameter) || sealed !== null) return row;
  const secret = theirs && 'secret' in theirs ? theirs.secret : NOT_ENTERED;
  return { ...row, parameter: { ...parameter, secret } };
}

function byName(parameters: Parameters): ReadonlyMap<string, Parameter> {
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

function isReordered(base: Parameters, mine: readonly DraftRow[]): boolean {
  const names = mine.map(({ parameter }) => parameter.name);
  const kept = base.map(({ name }) => name).filter((name) => names.includes(name));
  return names.filter((name) => kept.includes(name)).join('\n') !== kept.join('\n');
}

/** Those that are in `order` in that order, the others behind them. */
function inOrderOf(order: readonly DraftRow[], rows: readonly DraftRow[]): readonly DraftRow[] {
  const place = new Map(order.map(({ parameter }, index) => [parameter.name, index]));
  const placeOf = ({ parameter }: DraftRow) => place.get(parameter.name) ?? order.length;
  return [...rows].sort((one, other) => placeOf(one) - placeOf(other));
}
