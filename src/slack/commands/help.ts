import type { Person } from '../../domain/person.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import { section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { mentionRoster } from '../render/people.js';
import { standingWords } from '../render/standing-words.js';
import { enabledProfiles } from '../views/enabled-profiles.js';

/** What this person can do here, by their role; `unknown` is what they typed that is no command. */
export async function help(deps: SlackDeps, person: Person, unknown?: string): Promise<Answer> {
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal) return answer([standingWords(refusal.standing)]);
  const [profiles, isAdmin] = await Promise.all([
    enabledProfiles(deps),
    isOnRoster(deps, deps.admins, person.user),
  ]);
  const votes = await Promise.all(
    profiles.map((profile) => isOnRoster(deps, profile.version.settings.approvers, person.user)),
  );
  const approves = profiles.filter((_, index) => votes[index]).map(({ version }) => version.settings.name);
  return answer([
    ...(unknown === undefined ? [] : [`I do not know ${codeText(unknown, 100)}. This is what you can type:`]),
    '*Request a certificate*',
    '`/cert request` opens the form. `/cert request PROFILE NAME` fills in the profile and the common name.',
    '`/cert csr NAME...` gives the command that makes key and CSR on your machine.',
    '*Look at requests*',
    '`/cert status ID` says how one stands, `/cert show ID` all of it, with the certificate.',
    '`/cert list` shows your requests, `/cert list votes` those that wait for your vote; also by state, `profile=NAME`, `name=PART`.',
    '`/cert profile list` shows the profiles, `/cert profile show NAME` one of them.',
    ...(approves.length > 0
      ? [
          '*Approve*',
          `You are an approver of ${approves.join(', ')}: decide with the buttons on a request's card.`,
        ]
      : []),
    ...(isAdmin
      ? [
          '*Administer*',
          '`/cert profile new` defines a profile, `edit NAME` changes one, `clone NAME NEW` begins with a copy.',
          '`/cert profile disable NAME`, `enable NAME`, `delete NAME`: whether people can request by it.',
          '`/cert profile history NAME` shows what each version changed, and restores one.',
          '`/cert profile test NAME` runs its script once for nobody; `/cert script list`, `show NAME`, `upload`: the scripts.',
          '`/cert list all` shows the requests of everybody.',
          '`/cert log ID` shows what the script of a request printed.',
          '`/cert workers` shows the workers that run, and how far each keeps scripts apart.',
        ]
      : [`Profiles are made by the admins: ${mentionRoster(deps.admins)}.`]),
  ]);
}

function answer(lines: readonly string[]): Answer {
  const text = lines.join('\n');
  return { text, blocks: [section(text)] };
}
