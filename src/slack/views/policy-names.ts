import { printable } from '../../domain/printable.js';
import { readDnsRules } from '../../domain/read-dns-rules.js';
import { ruleField } from '../ids.js';
import { linesIn, linesInputs } from './lines-input.js';
import type { PolicyGroup } from './policy-group.js';
import { boxesInput, numberInput } from './policy-inputs.js';
import { policyReader } from './policy-reader.js';

const kinds = {
  wildcards: 'Wildcards',
  ips: 'IP addresses',
  emails: 'E-mail addresses',
  uris: 'URIs',
  extra: 'Names that the CA adds',
} as const;

const MOST_RULES = 100;
const HINT =
  'One per line: www.example.com is that name, .example.com every name below it, *.example.com that wildcard.';

/** Which names a certificate may have. */
export const policyNames: PolicyGroup = {
  title: 'Names',
  blocks: ({ policy: { names }, allowExtraNames }) => [
    ...linesInputs(ruleField('allowed'), 'Allowed DNS names', {
      ...{ lines: names.allowed, hint: `${HINT} Nothing here: any name.`, optional: true },
    }),
    ...linesInputs(ruleField('denied'), 'Denied DNS names', {
      ...{ lines: names.denied, hint: 'The same; what is denied is never allowed.', optional: true },
    }),
    boxesInput('kinds', 'Also allowed', {
      choices: kinds,
      ticked: [
        ...(['wildcards', 'ips', 'emails', 'uris'] as const).filter((kind) => names[kind]),
        ...(allowExtraNames ? ['extra'] : []),
      ],
    }),
    numberInput('mostNames', 'Most names', names.mostNames, { optional: true, hint: 'In one certificate.' }),
    numberInput('mostLabels', 'Most labels', names.mostLabels, {
      ...{ optional: true, hint: 'In one name: a.example.com has 3.' },
    }),
  ],
  read(rules, state) {
    const reader = policyReader(state);
    const rulesOf = (name: 'allowed' | 'denied') => {
      const { rules: read, wrong } = readDnsRules(linesIn(state, ruleField(name)));
      const [first] = wrong;
      if (first !== undefined) reader.fault(name, wrongWords(wrong));
      if (read.length > MOST_RULES)
        reader.fault(name, `These are ${read.length} rules; at most ${MOST_RULES} fit.`);
      return read;
    };
    const ticked = reader.ticked('kinds');
    const has = (kind: keyof typeof kinds) => ticked.includes(kind);
    const names = {
      ...{ allowed: rulesOf('allowed'), denied: rulesOf('denied') },
      ...{ wildcards: has('wildcards'), ips: has('ips'), emails: has('emails'), uris: has('uris') },
      mostLabels: reader.optional('mostLabels', { least: 1, most: 127 }),
      mostNames: reader.optional('mostNames', { least: 1, most: 1000 }),
    };
    return reader.done({ ...rules, allowExtraNames: has('extra'), policy: { ...rules.policy, names } });
  },
};

function wrongWords(wrong: readonly string[]): string {
  const shown = wrong.slice(0, 5).map((line) => `"${printable(line, 60)}"`);
  const more = wrong.length > shown.length ? ` and ${wrong.length - shown.length} more` : '';
  return `Not a DNS name: ${shown.join(', ')}${more}.`;
}
