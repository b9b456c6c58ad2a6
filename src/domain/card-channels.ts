import type { Policy } from './policy.js';

/**
 * The channels for a request's card, the wished one first: where it was asked for, if the policy says so and that
 * is a channel (a direct message is where no approver looks), then the profile's.
 */
export function cardChannels(
  { policy, channel }: { readonly policy: Policy; readonly channel: string },
  askedIn: string | null,
): readonly string[] {
  const isWished = policy.place === 'command-channel' && askedIn !== null && /^[CG]/.test(askedIn);
  return isWished && askedIn !== channel ? [askedIn, channel] : [channel];
}

/** True when what came of a request is told to the requester alone; approvers have the card in its channel. */
export function resultsGoDirectly({ place }: Policy): boolean {
  return place === 'direct-message';
}
