/**
 * Letters that read as ASCII ones in the fonts of chat programs, by the letter they pass for: a small part of
 * Unicode's confusables (UTS 39), those that domain names are faked with.
 */
const lookAlikes: Readonly<Record<string, string>> = {
  a: 'аɑα',
  b: 'ƅьЬ',
  c: 'сϲᴄ',
  d: 'ԁ',
  e: 'еҽ',
  g: 'ɡց',
  h: 'һհ',
  i: 'іıɩι',
  j: 'јϳյ',
  l: 'ӏӀⅼǀլ',
  m: 'ⅿ',
  n: 'ոռ',
  o: 'оοօσסه੦௦',
  p: 'рρƿ',
  q: 'ԛզգ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  u: 'υսʋ',
  v: 'ѵνᴠ',
  w: 'ԝաɯ',
  x: 'х',
  y: 'уүγʏ',
  z: 'ᴢ',
  '-': 'ー一',
  '/': 'ノ丿',
};

const letters = new Map(
  Object.entries(lookAlikes).flatMap(([ascii, others]) =>
    [...others].map((other) => [other, ascii] as const),
  ),
);

/** The text with each such letter replaced by the ASCII one that it reads as. */
export function withoutConfusables(text: string): string {
  return [...text].map((letter) => letters.get(letter) ?? letter).join('');
}
