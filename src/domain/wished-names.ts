import { type Name, nameOfHost, normalizeName, uniqueNames } from './names.js';

export type WishedNames = { readonly names: readonly Name[]; readonly wrong: readonly string[] };

/** Host names, IP addresses and e-mail addresses as somebody typed them, each once; the rest is `wrong`. */
export function readWishedNames(words: readonly string[]): WishedNames {
  const read = words
    .flatMap((word) => word.split(','))
    .map((word) => word.replace(/^(?:dns|ip|email):/i, ''))
    .filter((word) => word !== '')
    .map((word) => ({ word, name: nameOfHost(word) ?? normalizeName('email', word) }));
  return {
    names: uniqueNames(read.flatMap(({ name }) => (name ? [name] : []))),
    wrong: read.filter(({ name }) => name === null).map(({ word }) => word),
  };
}
