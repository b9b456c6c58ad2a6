import type { ProfileRules } from '../../domain/draft.js';
import { codeText } from '../escape.js';
import { mentionRoster } from './people.js';

/** Characters of a list of DNS rules in one line. */
const SHORT = 200;

const places = {
  'profile-channel': "posted in the profile's channel",
  'command-channel': 'posted where they were asked for',
  'direct-message': "posted in the profile's channel, the result to the requester alone",
} as const;

/** The rules of a profile in a line of mrkdwn for each group. `room`: characters for each list of names. */
export function ruleWords(rules: ProfileRules, room = SHORT) {
  return {
    names: namesWords(rules, room),
    keys: keysWords(rules),
    requesters: rules.policy.requesters
      ? `only ${mentionRoster(rules.policy.requesters)}`
      : 'every member of this workspace',
    deciding: decidingWords(rules),
    times: timesWords(rules),
  } as const;
}

function namesWords({ policy: { names }, allowExtraNames }: ProfileRules, room: number): string {
  const kinds = { wildcards: 'wildcards', ips: 'IP addresses', emails: 'e-mail addresses', uris: 'URIs' };
  const listed = (isOn: boolean) =>
    (['wildcards', 'ips', 'emails', 'uris'] as const)
      .filter((kind) => names[kind] === isOn)
      .map((kind) => kinds[kind])
      .join(', ');
  return [
    names.allowed.length > 0 ? `allowed ${ruleList(names.allowed, room)}` : 'any DNS name',
    ...(names.denied.length > 0 ? [`denied ${ruleList(names.denied, room)}`] : []),
    ...(listed(true) ? [listed(true)] : []),
    ...(listed(false) ? [`no ${listed(false)}`] : []),
    ...(names.mostNames === null ? [] : [`at most ${names.mostNames} in a certificate`]),
    ...(names.mostLabels === null ? [] : [`at most ${names.mostLabels} labels in a name`]),
    allowExtraNames ? 'the CA may add names' : 'the CA may add none',
  ].join(' · ');
}

function ruleList(rules: readonly string[], room: number): string {
  let length = 0;
  const shown = rules.filter((rule) => {
    length += rule.length + 4;
    return length <= room;
  });
  const more = rules.length - shown.length;
  const first = shown.map((rule) => codeText(rule, 254)).join(', ');
  return more > 0 ? `${first}${first ? ' and ' : ''}${more} more` : first;
}

function keysWords({ policy: { keys, madeKeys } }: ProfileRules): string {
  const { algorithms, leastRsaBits, leastCurveBits } = keys;
  return [
    algorithms.join(', '),
    ...(algorithms.includes('RSA') ? [`RSA from ${leastRsaBits} bits`] : []),
    ...(algorithms.some((each) => each !== 'RSA') ? [`curves from ${leastCurveBits} bits`] : []),
    madeKeys.allowed
      ? `Countersign may make them, and keeps them ${days(madeKeys.keepDays)}`
      : 'made by the requester',
  ].join(' · ');
}

function decidingWords({ policy: { reasons, breakGlass, place } }: ProfileRules): string {
  const named = { request: 'requesting', approve: 'approving', deny: 'denying' };
  const kinds = (['request', 'approve', 'deny'] as const).filter((kind) => reasons[kind] === 'mandatory');
  return [
    kinds.length > 0 ? `a reason for ${kinds.map((kind) => named[kind]).join(', ')}` : 'no reason needed',
    breakGlass ? 'break glass on' : 'break glass off',
    places[place],
  ].join(' · ');
}

function timesWords({ timeLimitMs, maxValidityDays, keepsState, policy }: ProfileRules): string {
  const { pendingExpiryMs, approvalExpiryMs, runsAtOnce } = policy;
  const after = (ms: number | null) => (ms === null ? 'as configured' : `after ${hours(ms)}`);
  return [
    `a run ends after ${timeLimitMs / 1000} s`,
    maxValidityDays === null ? 'valid as the CA decides' : `valid at most ${days(maxValidityDays)}`,
    `requests expire ${after(pendingExpiryMs)}, approvals ${after(approvalExpiryMs)}`,
    runsAtOnce === null ? 'any number of runs at once' : `at most ${runsAtOnce} at once`,
    keepsState ? 'keeps state between runs, one at a time' : 'keeps no state',
  ].join(' · ');
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function hours(ms: number): string {
  const count = Math.round((ms / 3_600_000) * 100) / 100;
  return count === 1 ? '1 hour' : `${count} hours`;
}
