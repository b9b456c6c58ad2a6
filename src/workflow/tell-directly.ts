import type { Announcement } from '../domain/announcement.js';
import type { Request } from '../domain/request.js';
import type { Notifier } from './notifier.js';
import type { EventLog } from './ports.js';

type Deps = { readonly notifier: Notifier; readonly log: EventLog };

/** What is said to one person in a direct message. Somebody who cannot be reached keeps nobody else waiting. */
export async function tellDirectly(
  deps: Deps,
  request: Request,
  announcement: Extract<Announcement, { readonly user: string }>,
): Promise<{ readonly ts: string }> {
  const told = await deps.notifier.tell(announcement.user, request, announcement);
  if (told.ok) return { ts: told.ts };
  deps.log.warn({ requestId: request.id, user: announcement.user, why: told.why }, 'person cannot be told');
  return { ts: 'unreachable' };
}
