/** Names that somebody who typed `wanted` may have meant, the nearest first: a few edits away, or one in the other. */
export function nearNames(wanted: string, names: readonly string[], most = 3): readonly string[] {
  const word = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(word, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

function distanceOf(a: string, b: string): number {
  const isPart = Math.min(a.length, b.length) > 1 && (a.includes(b) || b.includes(a));
  return isPart ? Math.min(1, editDistance(a, b)) : editDistance(a, b);
}

/** How many times a character is put in, taken out or changed, or two neighbours are swapped, to make b of a. */
function editDistance(a: string, b: string): number {
  let [twoAbove, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(twoAbove, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(changed, swapped, at(above, j) + 1, at(row, j - 1) + 1));
    }
    [twoAbove, above] = [above, row];
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
