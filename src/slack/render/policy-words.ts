import type { Policy } from '../../domain/policy.js';
import { openPolicy } from '../../domain/policy.js';

const MOST = 5;

/** What a profile asks of names and keys beyond what is asked of everyone, one rule each; mrkdwn. */
export function policyWords({ names, keys }: Policy): readonly string[] {
  const kinds = [
    ...(names.wildcards ? [] : ['wildcards']),
    ...(names.ips ? [] : ['IP addresses']),
    ...(names.emails ? [] : ['e-mail addresses']),
    ...(names.uris ? [] : ['URIs']),
  ];
  return [
    ...(names.allowed.length > 0 ? [`names ${listed(names.allowed)}`] : []),
    ...(names.denied.length > 0 ? [`not ${listed(names.denied)}`] : []),
    ...(kinds.length > 0 ? [`no ${kinds.join(', ')}`] : []),
    ...(names.mostNames === null ? [] : [`at most ${names.mostNames} names`]),
    ...(names.mostLabels === null ? [] : [`at most ${names.mostLabels} labels in a name`]),
    ...keyWords(keys),
  ];
}

function keyWords({ algorithms, leastRsaBits, leastCurveBits }: Policy['keys']): readonly string[] {
  const isOpen = algorithms.length === openPolicy.keys.algorithms.length;
  const hasCurves = algorithms.some((algorithm) => algorithm !== 'RSA');
  return [
    ...(isOpen ? [] : [`keys ${algorithms.join(', ')}`]),
    ...(algorithms.includes('RSA') && leastRsaBits > openPolicy.keys.leastRsaBits
      ? [`RSA from ${leastRsaBits} bits`]
      : []),
    ...(hasCurves && leastCurveBits > openPolicy.keys.leastCurveBits
      ? [`curves from ${leastCurveBits} bits`]
      : []),
  ];
}

/** Rules as people read them: the suffix `.example.com` is every name below it. */
function listed(rules: readonly string[]): string {
  const first = rules.slice(0, MOST).map((rule) => `\`${rule.startsWith('.') ? `*${rule}` : rule}\``);
  const more = rules.length > MOST ? [`${rules.length - MOST} more`] : [];
  return [...first, ...more].join(', ');
}
