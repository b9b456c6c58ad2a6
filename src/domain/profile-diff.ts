import { canonicalJson } from './canonical-json.js';
import type { Parameter } from './parameter.js';
import type { Roster } from './person.js';
import type { Policy } from './policy.js';
import type { ProfileSettings } from './profile.js';

/** One difference between two saves of a profile, for people. Values of parameters are never in it. */
export type SettingsChange =
  | { readonly kind: 'field'; readonly label: string; readonly from: string; readonly to: string }
  | {
      readonly kind: 'roster';
      readonly label: 'approvers' | 'requesters';
      /** Null: every full member. */
      readonly from: Roster | null;
      readonly to: Roster | null;
    }
  | { readonly kind: 'channel'; readonly from: string; readonly to: string }
  | { readonly kind: 'script'; readonly from: string; readonly to: string; readonly isRenamed: boolean }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      /** `replaced`: a new sensitive value. `hidden`: plain before, sensitive now. `asked`: how it is asked for. */
      readonly change: 'added' | 'removed' | 'changed' | 'replaced' | 'hidden' | 'shown' | 'marks' | 'asked';
    }
  | { readonly kind: 'order' };

type Field = { readonly label: string; readonly of: (settings: ProfileSettings) => string };

const onOff = (is: boolean): string => (is ? 'on' : 'off');
const list = (items: readonly string[], none: string): string => (items.length > 0 ? items.join(', ') : none);
const number = (value: number | null, none: string): string => (value === null ? none : String(value));
const hours = (ms: number | null): string => (ms === null ? 'as configured' : `${ms / 3_600_000} h`);
const policy = (label: string, of: (policy: Policy) => string): Field => ({
  label,
  of: (settings) => of(settings.policy),
});

/** Every setting that is one text to compare, in the order in which people read a profile. */
const fields: readonly Field[] = [
  { label: 'name', of: ({ name }) => name },
  { label: 'description', of: ({ description }) => description || '(none)' },
  { label: 'approvals', of: ({ approvalsRequired }) => String(approvalsRequired) },
  { label: 'time limit', of: ({ timeLimitMs }) => `${timeLimitMs / 1000} s` },
  { label: 'longest validity in days', of: ({ maxValidityDays }) => number(maxValidityDays, 'any') },
  { label: 'names the CA adds', of: ({ allowExtraNames }) => onOff(allowExtraNames) },
  { label: 'state between runs', of: ({ keepsState }) => onOff(keepsState) },
  policy('allowed DNS names', ({ names }) => list(names.allowed, 'any')),
  policy('denied DNS names', ({ names }) => list(names.denied, 'none')),
  policy('wildcards', ({ names }) => onOff(names.wildcards)),
  policy('most labels', ({ names }) => number(names.mostLabels, 'any')),
  policy('most names', ({ names }) => number(names.mostNames, 'any')),
  policy('IP addresses', ({ names }) => onOff(names.ips)),
  policy('e-mail names', ({ names }) => onOff(names.emails)),
  policy('URIs', ({ names }) => onOff(names.uris)),
  policy('key algorithms', ({ keys }) => list(keys.algorithms, 'none')),
  policy('smallest RSA key in bits', ({ keys }) => String(keys.leastRsaBits)),
  policy('smallest curve in bits', ({ keys }) => String(keys.leastCurveBits)),
  policy('pending requests expire after', ({ pendingExpiryMs }) => hours(pendingExpiryMs)),
  policy('approvals expire after', ({ approvalExpiryMs }) => hours(approvalExpiryMs)),
  policy('runs at once', ({ runsAtOnce }) => number(runsAtOnce, 'any')),
  policy('reason of a request', ({ reasons }) => reasons.request),
  policy('reason of an approval', ({ reasons }) => reasons.approve),
  policy('reason of a denial', ({ reasons }) => reasons.deny),
  policy('break glass', ({ breakGlass }) => onOff(breakGlass)),
  policy('keys made by Countersign', ({ madeKeys }) => onOff(madeKeys.allowed)),
  policy('days a made key is kept', ({ madeKeys }) => String(madeKeys.keepDays)),
  policy('where results go', ({ place }) => place),
];

/** All that changed from one save to the next; none: the same settings. */
export function diffSettings(before: ProfileSettings, after: ProfileSettings): readonly SettingsChange[] {
  return [
    ...fields.flatMap(({ label, of }): SettingsChange[] => {
      const [from, to] = [of(before), of(after)];
      return from === to ? [] : [{ kind: 'field', label, from, to }];
    }),
    ...diffScripts(before, after),
    ...diffRosters('approvers', before.approvers, after.approvers),
    ...diffRosters('requesters', before.policy.requesters, after.policy.requesters),
    ...(before.channel === after.channel
      ? []
      : [{ kind: 'channel', from: before.channel, to: after.channel } as const]),
    ...diffParameters(before.parameters, after.parameters),
  ];
}

function diffScripts({ script: from }: ProfileSettings, { script: to }: ProfileSettings): SettingsChange[] {
  const isRenamed = from.name !== to.name;
  if (!isRenamed && from.hash === to.hash) return [];
  return [{ kind: 'script', from: from.name, to: to.name, isRenamed }];
}

function diffRosters(
  label: 'approvers' | 'requesters',
  from: Roster | null,
  to: Roster | null,
): SettingsChange[] {
  const plain = (roster: Roster | null) => roster && [[...roster.users].sort(), [...roster.groups].sort()];
  return canonicalJson(plain(from)) === canonicalJson(plain(to)) ? [] : [{ kind: 'roster', label, from, to }];
}

function diffParameters(before: readonly Parameter[], after: readonly Parameter[]): SettingsChange[] {
  const old = new Map(before.map((parameter) => [parameter.name, parameter]));
  const kept = new Set(after.map(({ name }) => name));
  const changes = [
    ...after.flatMap((parameter): SettingsChange[] => {
      const earlier = old.get(parameter.name);
      const change = earlier ? diffParameter(earlier, parameter) : 'added';
      return change ? [{ kind: 'parameter', name: parameter.name, change }] : [];
    }),
    ...before
      .filter(({ name }) => !kept.has(name))
      .map(({ name }) => ({ kind: 'parameter', name, change: 'removed' }) as const),
  ];
  return isReordered(before, after) ? [...changes, { kind: 'order' }] : changes;
}

type ParameterChange = Extract<SettingsChange, { kind: 'parameter' }>['change'];

function diffParameter(before: Parameter, after: Parameter): ParameterChange | null {
  if (canonicalJson(before) === canonicalJson(after)) return null;
  if (before.sensitive !== after.sensitive) return after.sensitive ? 'hidden' : 'shown';
  if (before.dynamic !== after.dynamic) return 'marks';
  if ('secret' in before && 'secret' in after && before.secret !== after.secret) return 'replaced';
  return 'value' in before && 'value' in after && before.value !== after.value ? 'changed' : 'asked';
}

/** Those that are in both stand in another order. */
function isReordered(before: readonly Parameter[], after: readonly Parameter[]): boolean {
  const names = (parameters: readonly Parameter[], others: readonly Parameter[]) =>
    parameters.map(({ name }) => name).filter((name) => others.some((other) => other.name === name));
  return names(before, after).join('\n') !== names(after, before).join('\n');
}
