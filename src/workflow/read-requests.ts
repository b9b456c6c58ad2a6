import type { Request } from '../domain/request.js';
import type { RequestStore } from './ports.js';

/** The records of these ids, in their order; one that is gone is left out. */
export async function readRequests(
  { requests }: { readonly requests: Pick<RequestStore, 'read'> },
  ids: readonly string[],
): Promise<readonly Request[]> {
  const records = await Promise.all(ids.map((id) => requests.read(id)));
  return records.filter((record) => record !== null);
}
