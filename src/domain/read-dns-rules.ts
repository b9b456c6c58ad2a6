import { normalizeName } from './names.js';
import { DNS_RULE } from './policy.js';

export type ReadDnsRules = { readonly rules: readonly string[]; readonly wrong: readonly string[] };

/**
 * DNS rules as an admin types them, one per line, in the form that a policy keeps: lower-case punycode, each once.
 * `.example.com` is every name below it. Lines that are no rule are `wrong`; empty ones are nothing.
 */
export function readDnsRules(text: string): ReadDnsRules {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map((line) => ({ line, rule: normalRule(line) }));
  return {
    rules: [...new Set(read.flatMap(({ rule }) => rule ?? []))],
    wrong: read.flatMap(({ line, rule }) => (rule === null ? [line] : [])),
  };
}

function normalRule(line: string): string | null {
  const [, prefix = '', host = ''] = /^(\*\.|\.)?(.*)$/s.exec(line) ?? [];
  const name = normalizeName('dns', host);
  if (!name || name.value.startsWith('*')) return null;
  const rule = `${prefix}${name.value}`;
  return rule.length <= 254 && DNS_RULE.test(rule) ? rule : null;
}
