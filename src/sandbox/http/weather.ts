import type { Faults } from '../methods/faults.js';
import type { World } from '../world.js';
import { jsonReply, type Reply } from './route.js';

/**
 * Serves something through the faults that were ordered for it; undefined when the connection is to be cut.
 */
export async function throughFaults(
  { world, faults }: { world: World; faults: Faults },
  name: string,
  serve: () => Promise<Reply>,
): Promise<Reply | undefined> {
  const fault = faults.take(name);
  if (!fault) return serve();
  if (fault.delay_ms !== undefined) await world.clock.sleep(fault.delay_ms);
  if (fault.drop === 'after') await serve();
  if (fault.drop) return undefined;
  if (fault.status === 429) {
    const headers = { 'retry-after': String(fault.retry_after) };
    return jsonReply({ ok: false, error: 'ratelimited' }, 429, headers);
  }
  if (fault.status !== undefined) return { status: fault.status, body: 'the sandbox was told to fail' };
  if (fault.error !== undefined) return jsonReply({ ok: false, error: fault.error });
  return serve();
}
