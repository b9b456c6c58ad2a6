type Encode = (text: string) => readonly string[];

/** Shorter values are not searched for: they would erase half of every text. */
export const shortestSecret = 6;

/**
 * Every text by which `secret` may appear in output: as it is, as base64 at the three alignments (broken into lines
 * or not), as hex, URL-encoded, escaped as in HTML, in JSON and in a Python literal; the same for each line of a
 * multi-line value and for the value without the white space around it, as scripts strip it. Nothing for a secret
 * under 6 characters.
 */
export function secretForms(secret: string): ReadonlySet<string> {
  if (secret.length < shortestSecret) return new Set();
  const parts = [secret.trim(), ...secret.split(/[\r\n]+/).map((line) => line.trim())];
  const texts = new Set([secret, ...parts.filter((part) => part.length >= shortestSecret)]);
  const encodings: readonly Encode[] = [
    ...[(text: string) => [text], base64, hexadecimal, urlEncoded],
    ...[htmlEscaped, jsonEscaped, pythonEscaped],
  ];
  return new Set([...texts].flatMap((text) => encodings.flatMap((encode) => encode(text))));
}

/** Digits of six bytes: encoders for mail and files break base64 into lines, so each such piece is looked for. */
const base64Piece = 8;

/** With 0, 1 or 2 bytes before it, only the digits that the secret alone decides; and the whole, alone. */
function base64(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const inside = [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const alone = bytes.toString('base64');
  const pieces = inside.flatMap((digits) =>
    Array.from({ length: Math.max(0, digits.length - base64Piece + 1) }, (_, i) =>
      digits.slice(i, i + base64Piece),
    ),
  );
  const all = [...inside, alone, alone.replace(/=+$/, ''), ...pieces];
  return [...all, ...all.map((digits) => digits.replaceAll('+', '-').replaceAll('/', '_'))];
}

function hexadecimal(text: string): string[] {
  const digits = Buffer.from(text, 'utf8').toString('hex');
  return [digits, digits.toUpperCase()];
}

/** As Python, Go and JavaScript write it, with quotes escaped or not: what a web page of a CA says back. */
function htmlEscaped(text: string): string[] {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const double = ['"', '&quot;', '&#34;'].map((quote) => plain.replaceAll('"', quote));
  return double.flatMap((form) =>
    ["'", '&#x27;', '&#39;', '&apos;'].map((quote) => form.replaceAll("'", quote)),
  );
}

/** What encoders leave as it is: encodeURIComponent, Python's quote with and without "/", HTML forms. */
const urlSafe = [/[\w.!~*'()-]/, /[\w.~/-]/, /[\w.~-]/, /[\w.*-]/];

function urlEncoded(text: string): string[] {
  return urlSafe.flatMap((safe) => {
    const upper = percentEncode(text, safe);
    const lower = upper.replace(/%../g, (byte) => byte.toLowerCase());
    return [upper, lower, upper.replaceAll('%20', '+'), lower.replaceAll('%20', '+')];
  });
}

function percentEncode(text: string, safe: RegExp): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte);
    return byte < 0x80 && safe.test(char) ? char : `%${hex(byte, 2).toUpperCase()}`;
  }).join('');
}

/** JSON as JavaScript, Python (ASCII only) and Go (no "<>&") write it, each with "/" plain or escaped. */
function jsonEscaped(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  const escaped = (chars: RegExp): string =>
    plain.replace(chars, (char) => `\\u${hex(char.charCodeAt(0), 4)}`);
  const ascii = escaped(/[\u007f-\uffff]/g);
  const upper = ascii.replace(/\\u[0-9a-f]{4}/g, (unit) => `\\u${unit.slice(2).toUpperCase()}`);
  return [plain, ascii, upper, escaped(/[<>&]/g)].flatMap((json) => [json, json.replaceAll('/', '\\/')]);
}

/** Python's repr and ascii of the text, and repr of its bytes, in either quote: what `print(args_dict)` shows. */
function pythonEscaped(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const literals = [
    text.replace(/[\\\p{C}\p{Z}]/gu, pythonEscape),
    text.replace(/[\\]|[^ -~]/gu, pythonEscape),
    bytes.replace(/[\\]|[^ -~]/g, pythonEscape),
  ];
  return literals.flatMap((literal) => [literal, literal.replaceAll("'", "\\'")]);
}

function pythonEscape(char: string): string {
  const short: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    ' ': ' ',
  };
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return short[char] ?? `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
