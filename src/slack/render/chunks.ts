/** Lines put together into texts of at most `max` characters each; a line that is longer is cut. */
export function chunksOf(lines: readonly string[], max: number): readonly string[] {
  const chunks: string[] = [];
  for (const line of lines.map((each) => (each.length > max ? `${each.slice(0, max - 1)}…` : each))) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= max)
      chunks[chunks.length - 1] = `${last}\n${line}`;
    else chunks.push(line);
  }
  return chunks;
}
