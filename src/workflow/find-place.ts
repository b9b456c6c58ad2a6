import type { ChannelReach, Channels, EventLog } from './ports.js';

/** The first channel that the bot may post to, or null; and those before it, with the reason. */
export type FoundPlace = {
  readonly channel: string | null;
  readonly passedOver: readonly { readonly channel: string; readonly why: ChannelReach['kind'] }[];
};

/** Looks for the channel of a card, before anybody relies on it. When Slack cannot tell, the channel counts. */
export async function findPlace(
  deps: { readonly channels: Channels; readonly log: EventLog },
  channels: readonly string[],
): Promise<FoundPlace> {
  const passedOver: { channel: string; why: ChannelReach['kind'] }[] = [];
  for (const channel of channels) {
    const { kind } = await deps.channels.reach(channel).catch((err: unknown): ChannelReach => {
      deps.log.warn({ channel, err }, 'could not look up the channel before a request');
      return { kind: 'member' };
    });
    if (kind === 'member') return { channel, passedOver };
    passedOver.push({ channel, why: kind });
  }
  return { channel: null, passedOver };
}
