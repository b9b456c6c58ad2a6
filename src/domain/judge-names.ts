import { isCovered, isDenied, isWildcard, labelsOf } from './dns-rule.js';
import { type Name, nameOfHost, normalizeName, uniqueNames } from './names.js';
import type { Policy } from './policy.js';
import type { PolicyRefusal } from './policy-refusal.js';
import type { PolicySubject, PolicyVerdict } from './policy-verdict.js';

type Rules = Policy['names'];

/** Every rule about names with what breaks it. Both common names count, the CSR's own and the chosen one. */
export function nameVerdicts(rules: Rules, subject: PolicySubject): readonly PolicyVerdict[] {
  const names = namesOf(subject);
  const dns = names.filter(({ kind }) => kind === 'dns').map(({ value }) => value);
  return [
    verdict('Denied names', listed(rules.denied, 'none'), judgeDenied(rules, dns)),
    verdict('Allowed names', listed(rules.allowed, 'any'), judgeAllowed(rules, dns)),
    verdict('Wildcards', onOff(rules.wildcards), judgeWildcards(rules, dns)),
    verdict('Most labels', most(rules.mostLabels), judgeLabels(rules, dns)),
    verdict('Most names', most(rules.mostNames), judgeCount(rules, names)),
    ...kindVerdicts(rules, [...names, ...mailboxesOf(subject)]),
  ];
}

function namesOf({ csr, commonName, names }: PolicySubject): readonly Name[] {
  const all = [...names, ...csr.names].map((name) => normalizeName(name.kind, name.value) ?? name);
  const common = csr.commonName === null ? [commonName] : [commonName, csr.commonName];
  return uniqueNames([...all, ...common.flatMap(namedBy)]);
}

/** The mailboxes in the subject beside the common name, where old tools put them. */
function mailboxesOf({ csr }: PolicySubject): readonly Name[] {
  const texts = csr.subject.filter(({ type }) => type === 'emailAddress').map(({ value }) => value);
  return texts.flatMap((text) => normalizeName('email', text.trim()) ?? []);
}

/** What a common name names, if anything: a host, an address, a mailbox. "Eve's client" does not. */
function namedBy(text: string): readonly Name[] {
  const name = nameOfHost(text.trim()) ?? normalizeName('email', text.trim());
  return name ? [name] : [];
}

function judgeDenied({ denied }: Rules, dns: readonly string[]): readonly PolicyRefusal[] {
  return denied.flatMap((rule) => {
    const names = dns.filter((name) => isDenied(name, rule));
    return names.length > 0 ? [{ code: 'name-denied', names, rule } as const] : [];
  });
}

function judgeAllowed({ allowed, denied }: Rules, dns: readonly string[]): readonly PolicyRefusal[] {
  if (allowed.length === 0) return [];
  const outside = dns.filter((name) => !allowed.some((rule) => isCovered(name, rule)));
  // A name that is denied needs no second reason.
  const names = outside.filter((name) => !denied.some((rule) => isDenied(name, rule)));
  return names.length > 0 ? [{ code: 'name-not-allowed', names, allowed }] : [];
}

function judgeWildcards({ wildcards }: Rules, dns: readonly string[]): readonly PolicyRefusal[] {
  const names = wildcards ? [] : dns.filter(isWildcard);
  return names.length > 0 ? [{ code: 'wildcard', names }] : [];
}

function judgeLabels({ mostLabels }: Rules, dns: readonly string[]): readonly PolicyRefusal[] {
  if (mostLabels === null) return [];
  const names = dns.filter((name) => labelsOf(name) > mostLabels);
  return names.length > 0 ? [{ code: 'too-many-labels', names, most: mostLabels }] : [];
}

function judgeCount({ mostNames }: Rules, { length: count }: readonly Name[]): readonly PolicyRefusal[] {
  if (mostNames === null || count <= mostNames) return [];
  return [{ code: 'too-many-names', count, most: mostNames }];
}

const kinds = [
  { kind: 'ip', label: 'IP addresses', rule: 'ips' },
  { kind: 'email', label: 'E-mail addresses', rule: 'emails' },
  { kind: 'uri', label: 'URIs', rule: 'uris' },
] as const;

function kindVerdicts(rules: Rules, all: readonly Name[]): readonly PolicyVerdict[] {
  return kinds.map(({ kind, label, rule }) => {
    const found = rules[rule] ? [] : all.filter((name) => name.kind === kind).map(({ value }) => value);
    const names = [...new Set(found)];
    return verdict(
      label,
      onOff(rules[rule]),
      names.length > 0 ? [{ code: 'kind-of-name', kind, names }] : [],
    );
  });
}

function verdict(label: string, rule: string, refusals: readonly PolicyRefusal[]): PolicyVerdict {
  return { label, rule, refusals };
}

function listed(rules: readonly string[], none: string): string {
  return rules.length === 0 ? none : rules.join(', ');
}

function onOff(isOn: boolean): string {
  return isOn ? 'allowed' : 'not allowed';
}

function most(count: number | null): string {
  return count === null ? 'any' : String(count);
}
