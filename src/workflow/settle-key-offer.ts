import type { Request } from '../domain/request.js';
import type { ThreadRecord } from '../domain/thread-record.js';
import type { Notifier } from './notifier.js';
import type { EventLog } from './ports.js';

type Deps = { readonly notifier: Notifier; readonly log: EventLog };

/** Takes the button from the message that said that a key waits, if there is one, and says what became of the key. */
export async function settleKeyOffer(
  deps: Deps,
  request: Request,
  { announced }: ThreadRecord,
): Promise<void> {
  const ts = announced['key-waits'];
  if (ts === undefined) return;
  const settled = await deps.notifier.settleOffer(request.requester.user, ts, request);
  if (!settled.ok) {
    deps.log.warn({ requestId: request.id, why: settled.why }, 'the offer of a key cannot be updated');
  }
}
