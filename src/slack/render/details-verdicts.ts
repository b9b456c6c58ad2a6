import { policyVerdicts } from '../../domain/judge-policy.js';
import { explainPolicyRefusal } from '../../domain/policy-refusal.js';
import type { PolicyVerdict } from '../../domain/policy-verdict.js';
import type { Request } from '../../domain/request.js';
import type { Blocks } from '../blocks.js';
import { truncate } from '../limits.js';
import { bullets, type Piece } from './rich-text.js';

/** Every rule of the profile's policy and what breaks it, those that are broken first. */
export function verdictBlocks({ snapshot }: Request): Blocks {
  const verdicts = policyVerdicts(snapshot.policy, snapshot);
  const broken = verdicts.filter(({ refusals }) => refusals.length > 0);
  const kept = verdicts.filter(({ refusals }) => refusals.length === 0);
  const { maxValidityDays, profile } = snapshot;
  const validity: readonly Piece[] = [
    'Longest validity: ',
    maxValidityDays === null ? 'any' : `${maxValidityDays} days`,
  ];
  const heading = `Policy of the profile ${profile.name} · ${
    broken.length === 0 ? 'all rules are kept' : `${broken.length} of ${verdicts.length} not kept`
  }`;
  return [bullets('details.policy', heading, [...broken.map(brokenLine), ...kept.map(keptLine), validity])];
}

function keptLine({ label, rule }: PolicyVerdict): readonly Piece[] {
  return [`✓ ${label}: `, truncate(rule, 200)];
}

function brokenLine({ label, refusals }: PolicyVerdict): readonly Piece[] {
  const why = refusals.map(explainPolicyRefusal).join(' ');
  return [{ bold: `✗ ${label}: ` }, truncate(why, 400)];
}
