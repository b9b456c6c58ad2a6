import type { Profile } from '../../domain/profile.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import { type Drift, findDrift } from '../../workflow/find-drift.js';
import { section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import type { Answer } from '../listen.js';
import { driftWords } from '../render/drift-words.js';
import { standingWords } from '../render/standing-words.js';
import { approvalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';

/** Slack refuses a message whose blocks hold more than about 13,200 characters, or more than 50 blocks. */
const MOST = { characters: 12_000, profiles: 45 } as const;
const DESCRIPTION_SHOWN = 120;

/** `/cert profile list [PART]`: the profiles, or those with PART in their name; only the asker sees the answer. */
export const profileList: ProfileCommand = async (deps, { payload, ack }, [part = '']) => {
  const person = { user: payload.user_id, team: payload.team_id };
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal) return ack({ text: standingWords(refusal.standing) });
  const profiles = await deps.profiles.list();
  const wanted = profiles.filter(({ version }) => version.settings.name.includes(part.toLowerCase()));
  const isAdmin = await isOnRoster(deps, deps.admins, person.user);
  return ack(listAnswer(wanted, part, isAdmin ? await findDrift(deps, wanted) : undefined));
};

/** The profiles as an answer; those that do not fit are counted. `drifts`: whose script changed, by profile id. */
export function listAnswer(
  profiles: readonly Profile[],
  part: string,
  drifts: ReadonlyMap<string, Drift> = new Map(),
): Answer {
  if (profiles.length === 0) {
    const text = part
      ? `No profile has "${escapeText(truncate(part, 40))}" in its name. \`/cert profile list\` shows all.`
      : 'There are no profiles yet. An admin makes one with `/cert profile new`.';
    return { text };
  }
  const paragraphs = fitting(profiles.map((profile) => paragraphOf(profile, drifts.get(profile.id))));
  const left = profiles.length - paragraphs.length;
  const more = `And ${left} more. Narrow the list down: \`/cert profile list PART-OF-NAME\``;
  return {
    text: profiles.length === 1 ? '1 profile' : `${profiles.length} profiles`,
    blocks: [...paragraphs, ...(left > 0 ? [more] : [])].map((text) => section(text)),
  };
}

function paragraphOf({ status, version: { settings } }: Profile, drift: Drift | undefined): string {
  const { name, description, script, channel } = settings;
  const about = description ? `: ${escapeText(truncate(description, DESCRIPTION_SHOWN))}` : '';
  const facts = [`script \`${escapeText(script.name)}\``, approvalWords(settings), `in <#${channel}>`];
  const all = [...facts, ...(drift ? [driftWords(drift)] : [])];
  return `*${escapeText(name)}* (${status})${about}\n${all.join(' · ')}`;
}

function fitting(paragraphs: readonly string[]): readonly string[] {
  let characters = 0;
  return paragraphs.slice(0, MOST.profiles).filter((paragraph) => {
    characters += paragraph.length;
    return characters <= MOST.characters;
  });
}
