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

/** Levenshtein's distance: single characters put in, taken out or changed. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of [...a].entries()) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (char === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
