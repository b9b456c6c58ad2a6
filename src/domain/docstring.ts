/** What may stand before a module's docstring: blank lines, comments, a byte order mark. */
const before = /^\uFEFF?(?:[ \t\f]*(?:#[^\n]*)?\n)*/;

const opening = /[rRuU]?("""|'''|"|')/y;

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  t: '\t',
};

/**
 * The docstring of a Python module's source, lines ended by "\n": a plain, raw or u-prefixed string in any quotes
 * as the first statement. Null if there is none. Of escapes it knows those that a text in a docstring needs.
 */
export function readDocstring(source: string): string | null {
  const text = source.replace(/\r\n?/g, '\n');
  opening.lastIndex = before.exec(text)?.[0].length ?? 0;
  const [found, quotes = ''] = opening.exec(text) ?? [];
  if (found === undefined) return null;
  const start = opening.lastIndex;
  const end = endOfString(text, start, quotes);
  if (end === null) return null;
  const inside = text.slice(start, end);
  if (/^r/i.test(found)) return inside;
  return inside.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
}

/** Where the string ends, that is where its closing quotes begin. A backslash takes the next character along. */
function endOfString(text: string, start: number, quotes: string): number | null {
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith(quotes, at)) return at;
    if (text[at] === '\n' && quotes.length === 1) return null;
    if (text[at] === '\\') at += 1;
  }
  return null;
}
