import type { Person } from '../../domain/person.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import { openRequestsOf, setProfileStatus } from '../../workflow/set-profile-status.js';
import { actionRow, button, confirmed, section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import { actions } from '../ids.js';
import type { Answer } from '../listen.js';
import { statusResultAnswer } from '../render/status-result.js';
import { refusalWords } from '../views/profile-words.js';
import type { ProfileCommand } from './profile-command.js';
import { whichWords } from './profile-show.js';

/** `/cert profile enable NAME` and `disable NAME`: done at once; for admins. */
const setTo =
  (status: 'enabled' | 'disabled', verb: string): ProfileCommand =>
  async (deps, { payload, ack }, [name = '']) => {
    const by = { user: payload.user_id, team: payload.team_id };
    const profile = name ? await deps.profiles.byName(name.toLowerCase()) : null;
    if (!profile) return ack({ text: await whichWords(deps, verb, name) });
    const wanted = { profileId: profile.id, by, surface: 'slack', status } as const;
    await ack(await statusResultAnswer(deps, await setProfileStatus(deps, wanted), status));
  };

export const profileEnable = setTo('enabled', 'enable');
export const profileDisable = setTo('disabled', 'disable');

/** `/cert profile delete NAME`: asks first, or says which requests are still open; for admins. */
export const profileDelete: ProfileCommand = async (deps, { payload, ack }, [name = '']) => {
  const person = { user: payload.user_id, team: payload.team_id };
  await ack(await question(deps, person, name));
};

async function question(deps: SlackDeps, person: Person, name: string): Promise<Answer> {
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal) return { text: refusalWords({ kind: 'no-standing', refusal }, deps.admins) };
  const isAdmin = await isOnRoster(deps, deps.admins, person.user);
  if (!isAdmin) return { text: refusalWords({ kind: 'not-an-admin' }, deps.admins) };
  const profile = name ? await deps.profiles.byName(name.toLowerCase()) : null;
  if (!profile) return { text: await whichWords(deps, 'delete', name) };
  const requests = await openRequestsOf(deps, profile.id);
  if (requests.length > 0) {
    return statusResultAnswer(deps, { kind: 'has-open-requests', profile, requests }, 'deleted');
  }
  const known = profile.version.settings.name;
  const text = `Delete the profile *${escapeText(known)}*? Its sensitive values and its state go for good; its requests and its history stay in the record.`;
  const erase = confirmed(button(`Delete ${known}`, actions.deleteProfile, profile.id, 'danger'), {
    title: 'Delete this profile?',
    text: `${known}, its sensitive values and its state go for good.`,
    confirm: 'Delete',
    deny: 'Keep',
  });
  return { text, blocks: [section(text), actionRow(actions.deleteProfile, [erase])] };
}
