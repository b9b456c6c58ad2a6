import { REQUEST_ID } from '../domain/request.js';
import type { Place } from '../workflow/notifier.js';
import type { SlackDeps } from './deps.js';
import type { ActionPayload } from './payloads.js';
import { readVoteValue } from './vote-value.js';

/** block_id of the facts of a request: every card has them, and nothing else has. */
const CARD_FACTS = 'request.facts';

/** The card that was clicked, and its request; null for a click anywhere else. */
export function clickedCard({
  channel,
  message,
  actions,
}: ActionPayload): (Place & { requestId: string }) | null {
  if (!channel || !message) return null;
  const isOnTop = message.thread_ts === undefined || message.thread_ts === message.ts;
  const isCard = message.blocks.some(({ block_id }) => block_id === CARD_FACTS);
  const { requestId } = readVoteValue(actions[0]?.value);
  if (!isOnTop || !isCard || !REQUEST_ID.test(requestId)) return null;
  return { channel: channel.id, ts: message.ts, requestId };
}

/** After a click on a card, once it was answered: a card that is not the one that counts is not left standing. */
export async function tendClickedCard(deps: SlackDeps, payload: ActionPayload): Promise<void> {
  const card = clickedCard(payload);
  if (!card) return;
  const { requestId, channel, ts } = card;
  await deps.tendCard(requestId, { channel, ts }).catch((err: unknown) => {
    deps.log.warn({ requestId, err }, 'clicked card not tended');
  });
}
