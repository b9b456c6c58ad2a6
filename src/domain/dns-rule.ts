/**
 * Whether a rule takes a name in, both in normal form: `.example.com` has every name below it, wildcards too;
 * anything else is that one name.
 */
export function isCovered(name: string, rule: string): boolean {
  return rule.startsWith('.') ? name.endsWith(rule) : name === rule;
}

/**
 * Whether a certificate for this name would be good for something that the rule denies: the name itself, or
 * for a wildcard the one name that the rule spells out (RFC 6125 6.4.3: a wildcard stands for one label).
 */
export function isDenied(name: string, rule: string): boolean {
  if (isCovered(name, rule)) return true;
  if (!name.startsWith('*.') || rule.startsWith('.') || rule.startsWith('*')) return false;
  return rule.slice(rule.indexOf('.')) === name.slice(1);
}

export function isWildcard(name: string): boolean {
  return name.startsWith('*.');
}

/** How many labels a name has, the asterisk of a wildcard counted. */
export function labelsOf(name: string): number {
  return name.split('.').length;
}
