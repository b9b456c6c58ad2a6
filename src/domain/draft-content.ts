import { canonicalJson } from './canonical-json.js';
import {
  type DraftRow,
  type ProfileRules,
  profileRulesSchema,
  type TypedProfile,
  typedProfileSchema,
} from './draft.js';
import type { ProfileSettings } from './profile.js';

/** What a draft holds besides its rows. */
export type DraftContent = { readonly typed: TypedProfile; readonly rules: ProfileRules };

/** The settings of a profile as a form holds them. */
export function contentOf(settings: ProfileSettings): DraftContent {
  const { name, description, script, approvers, approvalsRequired, channel } = settings;
  const { timeLimitMs, maxValidityDays, allowExtraNames, keepsState, policy } = settings;
  return {
    typed: {
      ...{ name, description, scriptName: script.name, approvers, channel },
      approvalsRequired: String(approvalsRequired),
    },
    rules: { timeLimitMs, maxValidityDays, allowExtraNames, keepsState, policy },
  };
}

/** The number of approvals that was typed; 0 for anything that is none from 1 to 99. */
function approvalsWanted({ approvalsRequired }: TypedProfile): number {
  return /^\d{1,2}$/.test(approvalsRequired.trim()) ? Number(approvalsRequired) : 0;
}

/** The settings that a form wants. They are right only once they were judged. */
export function settingsOf(
  { typed, rules }: DraftContent,
  rows: readonly Pick<DraftRow, 'parameter'>[],
  script: ProfileSettings['script'],
): ProfileSettings {
  return {
    ...{ name: typed.name.trim(), description: typed.description.trim(), script },
    parameters: rows.map(({ parameter }) => parameter),
    ...{ approvers: typed.approvers, approvalsRequired: approvalsWanted(typed), channel: typed.channel },
    ...rules,
  };
}

/** Three versions of something: what two people began with, and what each made of it. */
export type Three<T> = { readonly base: T; readonly mine: T; readonly theirs: T };

/** Field by field: what I changed stays mine, everything else is theirs. */
export function mergeContent({ base, mine, theirs }: Three<DraftContent>): DraftContent {
  return {
    typed: typedProfileSchema.parse(
      mergeFields({ base: base.typed, mine: mine.typed, theirs: theirs.typed }),
    ),
    rules: profileRulesSchema.parse(
      mergeFields({ base: base.rules, mine: mine.rules, theirs: theirs.rules }),
    ),
  };
}

function mergeFields({ base, mine, theirs }: Three<unknown>): unknown {
  if (isRecord(base) && isRecord(mine) && isRecord(theirs)) {
    const keys = Object.keys(theirs);
    return Object.fromEntries(
      keys.map((key) => [key, mergeFields({ base: base[key], mine: mine[key], theirs: theirs[key] })]),
    );
  }
  return canonicalJson(mine) === canonicalJson(base) ? theirs : mine;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
