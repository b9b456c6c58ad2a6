import type { Profile } from '../../domain/profile.js';
import type { FoundPlace } from '../../workflow/find-place.js';

type Words = {
  readonly profile: Profile;
  readonly place: FoundPlace;
  readonly botName: string;
  /** Mentions of those who can help. */
  readonly admins: string;
};

/** Where the card of a request will go, and for whom the result is; mrkdwn. */
export function placeLine({ profile, place }: Words): string {
  const { channel, policy } = profile.version.settings;
  const card = `Goes to <#${place.channel ?? channel}>`;
  return policy.place === 'direct-message' ? `${card}, the certificate to you directly` : card;
}

/** What keeps the card from where it should go, and what to type; null: nothing does. */
export function placeWarning({ profile, place, botName, admins }: Words): string | null {
  const { channel: own } = profile.version.settings;
  const invite = `type \`/invite @${botName}\` there`;
  const missed = place.passedOver.at(-1);
  if (!missed) return null;
  if (place.channel !== null) {
    return `I am not in <#${missed.channel}>, so this goes to <#${place.channel}>. To have it where you asked, ${invite} and start again.`;
  }
  return missed.why === 'archived'
    ? `:warning: <#${own}>, the channel of this profile, is archived: a request cannot be sent. ${admins} can choose another one.`
    : `:warning: I am not in <#${own}>, where requests with this profile go: ${invite} before you send this.`;
}
