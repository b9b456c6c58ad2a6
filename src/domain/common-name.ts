import type { Csr } from './csr.js';
import { nameOfHost } from './names.js';
import { printable, printableList } from './printable.js';

/** `choices` are what one may type. */
export type CommonNameRefusal =
  | { readonly code: 'choose'; readonly choices: readonly string[] }
  | { readonly code: 'not-in-csr'; readonly typed: string; readonly choices: readonly string[] };

export type CommonNameChoice =
  | { readonly ok: true; readonly commonName: string }
  | { readonly ok: false; readonly refusal: CommonNameRefusal };

/**
 * The common name of a request: what was typed, if it is the CSR's or among its names; else the CSR's own, its
 * only DNS name or its only name. Host names come out in their normal form, so that an index finds them.
 */
export function chooseCommonName(csr: Csr, typed: string | undefined): CommonNameChoice {
  const own = csr.commonName === null ? [] : [normalCommonName(csr.commonName)];
  const choices = [...new Set([...own, ...csr.names.map(({ value }) => value)])];
  const wanted = typed?.trim();
  if (wanted) {
    const commonName = normalCommonName(wanted);
    if (choices.includes(commonName)) return { ok: true, commonName };
    return { ok: false, refusal: { code: 'not-in-csr', typed: wanted, choices } };
  }
  const dnsNames = csr.names.filter(({ kind }) => kind === 'dns').map(({ value }) => value);
  const only = onlyOne(own) ?? onlyOne(dnsNames) ?? onlyOne(choices);
  return only === undefined
    ? { ok: false, refusal: { code: 'choose', choices } }
    : { ok: true, commonName: only };
}

/** One sentence for the common name's field, at most 150 characters. */
export function explainCommonNameRefusal(refusal: CommonNameRefusal): string {
  const examples = printableList(refusal.choices);
  return refusal.code === 'choose'
    ? `The CSR has several names and no common name: type which one to use (${examples}).`
    : `${printable(refusal.typed)} is not in the CSR. Type one of its names (${examples}), or nothing.`;
}

/** A host's name in its normal form, anything else ("Eve's client") as it is. */
export function normalCommonName(text: string): string {
  return nameOfHost(text)?.value ?? text.trim();
}

function onlyOne(texts: readonly string[]): string | undefined {
  return texts.length === 1 ? texts[0] : undefined;
}
