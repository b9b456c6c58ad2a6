import { nearNames } from '../../domain/near-names.js';
import type { Person } from '../../domain/person.js';
import { printable } from '../../domain/printable.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import { findDrift } from '../../workflow/find-drift.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { driftBlocks } from '../render/drift-words.js';
import { renderProfile } from '../render/render-profile.js';
import { standingWords } from '../render/standing-words.js';
import type { ProfileCommand } from './profile-command.js';

/** `/cert profile show NAME`: every setting; plain values only for admins, sensitive ones for nobody. */
export const profileShow: ProfileCommand = async (deps, { payload, ack }, [name = '']) => {
  const person = { user: payload.user_id, team: payload.team_id };
  return ack(await answer(deps, person, name));
};

async function answer(deps: SlackDeps, person: Person, name: string): Promise<Answer> {
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal) return { text: standingWords(refusal.standing) };
  const profile = name ? await deps.profiles.byName(name) : null;
  if (!profile) return { text: await whichWords(deps, 'show', name) };
  const isAdmin = await isOnRoster(deps, deps.admins, person.user);
  const shown = renderProfile(profile, { showsValues: isAdmin });
  if (!isAdmin) return shown;
  const drift = (await findDrift(deps, [profile])).get(profile.id);
  return drift ? { ...shown, blocks: [...shown.blocks, ...driftBlocks(profile, drift)] } : shown;
}

/** Which profile is meant, when the name is missing or no profile's; `verb` as in `/cert profile verb`. */
export async function whichWords({ profiles }: SlackDeps, verb: string, name: string): Promise<string> {
  const names = (await profiles.list()).map(({ version }) => version.settings.name);
  if (!name)
    return `Say which one: \`/cert profile ${verb} NAME\`. \`/cert profile list\` shows their names.`;
  const near = nearNames(name, names).map((each) => `\`${escapeText(each)}\``);
  const unknown = `There is no profile "${escapeText(printable(name))}".`;
  return near.length > 0
    ? `${unknown} Did you mean ${near.join(' or ')}?`
    : `${unknown} \`/cert profile list\` shows all.`;
}
