/** At least 12 characters; more than 128 nobody types, and HMAC would hash them first anyway. */
export const passphraseLength = { least: 12, most: 128 } as const;

/** Fewer different characters than this are a pattern. */
const LEAST_DISTINCT = 5;

/**
 * Why a passphrase is not taken, in sentences for whoever entered it; none: it is. None repeats any of it.
 * Printable ASCII only: Java's PBES2 takes nothing else, and a PKCS#12 file spells other characters otherwise than
 * an encrypted PKCS#8 does.
 */
export function judgePassphrase(text: string): readonly string[] {
  const { least, most } = passphraseLength;
  if (text.length < least) return [`Use at least ${least} characters.`];
  if (text.length > most) return [`Use at most ${most} characters.`];
  return [
    ...(/^[ -~]*$/.test(text)
      ? []
      : ['Use letters without accents, digits, signs and spaces only: Java reads no others.']),
    ...(text.trim() === text ? [] : ['It begins or ends with a space, which nobody would see later.']),
    ...(isPattern(text) ? ['This is too easy to guess. Use several words that do not belong together.'] : []),
  ];
}

/** One character again and again, a short piece again and again, or a row such as abcdef or 987654. */
function isPattern(text: string): boolean {
  return new Set(text.toLowerCase()).size < LEAST_DISTINCT || isRepeated(text) || isRow(text);
}

function isRepeated(text: string): boolean {
  const lengths = Array.from({ length: Math.floor(text.length / 2) }, (_, i) => i + 1);
  return lengths.some((length) => {
    const piece = text.slice(0, length);
    return piece.repeat(Math.ceil(text.length / length)).slice(0, text.length) === text;
  });
}

/** Most steps from a character to the next are the same small one; 9 to 0 and z to a go on. */
function isRow(text: string): boolean {
  const codes = [...text.toLowerCase()].map((character) => character.charCodeAt(0));
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  const most = (step: number) => steps.filter((each) => each === step).length / steps.length;
  return most(1) > 0.7 || most(-1) > 0.7;
}
