import { nearNames } from '../../domain/near-names.js';
import type { Roster } from '../../domain/person.js';
import type { Profile } from '../../domain/profile.js';
import type { ProfileOffer } from '../../workflow/refuse-requester.js';
import { codeText } from '../escape.js';
import { mentionRoster } from '../render/people.js';
import { requesterWords } from '../render/requester-words.js';

/** Why somebody cannot request with the profile that they named, and who can help; mrkdwn. */
export function whyNotWords(offer: ProfileOffer, typed: string, admins: Roster): string {
  const name = typed.toLowerCase();
  const isNamed = ({ version }: Profile) => version.settings.name === name;
  const refused = offer.refused.find(({ profile }) => isNamed(profile));
  if (refused) return requesterWords(refused.refusal, name, admins);
  if (offer.disabled.some(isNamed)) {
    return `The profile \`${name}\` is disabled, so nobody can request with it now. ${mentionRoster(admins)} can enable it.`;
  }
  const near = nearNames(
    typed,
    offer.usable.map(({ version }) => version.settings.name),
  );
  const meant = near.length > 0 ? ` Did you mean ${near.map((each) => `\`${each}\``).join(' or ')}?` : '';
  const others = offer.usable.length > 0 ? ' Choose one of these.' : '';
  return `There is no profile ${codeText(typed, 60)}.${meant}${others}`;
}

/** Why there is no profile for somebody who named none; mrkdwn. */
export function noProfileWords({ refused, disabled }: ProfileOffer, admins: Roster): string {
  const who = mentionRoster(admins);
  const [first] = refused;
  if (first?.refusal.code === 'no-standing') {
    return requesterWords(first.refusal, first.profile.version.settings.name, admins);
  }
  if (first) return `No profile is for you yet. To be let in, ask ${who}.`;
  return disabled.length > 0
    ? `All profiles are disabled. ${who} can enable one.`
    : 'There is no profile to request with yet. An admin makes one with `/cert profile new`.';
}
