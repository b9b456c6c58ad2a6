import type { PolicyGroup } from './policy-group.js';
import { boxesInput, numberInput } from './policy-inputs.js';
import { policyReader } from './policy-reader.js';

const HOUR = 3_600_000;
const YEAR_OF_HOURS = 8760;
const keeps = { keepsState: 'Its scripts find the files of the last run again' } as const;

/** How long things take at most, and how much goes on at once. */
export const policyTimes: PolicyGroup = {
  title: 'Times and limits',
  blocks: ({ timeLimitMs, maxValidityDays, keepsState, policy }) => [
    numberInput('timeLimit', 'Time limit', timeLimitMs / 1000, {
      hint: 'Of a run of the script, in seconds.',
    }),
    numberInput('validity', 'Longest validity', maxValidityDays, {
      ...{ optional: true, hint: 'Of a certificate, in days. Nothing here: as the CA decides.' },
    }),
    numberInput('pendingExpiry', 'Requests expire after', hoursOf(policy.pendingExpiryMs), {
      ...{
        optional: true,
        hint: 'In hours without a decision. Nothing here: as configured for all profiles.',
      },
    }),
    numberInput('approvalExpiry', 'Approvals expire after', hoursOf(policy.approvalExpiryMs), {
      ...{ optional: true, hint: 'In hours without a run. Nothing here: as configured for all profiles.' },
    }),
    numberInput('runsAtOnce', 'Runs at once', policy.runsAtOnce, {
      ...{ optional: true, hint: 'Nothing here: as many as there are workers.' },
    }),
    boxesInput('keepsState', 'State between runs', {
      ...{ choices: keeps, ticked: keepsState ? ['keepsState'] : [] },
    }),
  ],
  read(rules, state) {
    const reader = policyReader(state);
    const hours = (name: string) => {
      const value = reader.optional(name, { least: 0.01, most: YEAR_OF_HOURS, hasFraction: true });
      return value === null ? null : Math.round(value * HOUR);
    };
    const seconds = reader.number('timeLimit', { least: 1, most: 86_400, hasFraction: true });
    return reader.done({
      ...rules,
      timeLimitMs: Math.round(seconds * 1000),
      maxValidityDays: reader.optional('validity', { least: 1, most: 36_500 }),
      keepsState: reader.ticked('keepsState').includes('keepsState'),
      policy: {
        ...rules.policy,
        pendingExpiryMs: hours('pendingExpiry'),
        approvalExpiryMs: hours('approvalExpiry'),
        runsAtOnce: reader.optional('runsAtOnce', { least: 1, most: 1000 }),
      },
    });
  },
};

function hoursOf(ms: number | null): number | null {
  return ms === null ? null : Math.round((ms / HOUR) * 100) / 100;
}
