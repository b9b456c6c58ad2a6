import type { World } from '../world.js';

const quiet = 50;
const patience = 150;
const patienceWithCalls = 600;

/**
 * Waits until the screen is quiet after something was acknowledged: nothing changed for 50 ms, for at most
 * 150 ms, or a little longer while the app is in the middle of a call.
 */
export async function settle(world: World): Promise<void> {
  const start = Date.now();
  const { activity } = world.workspace;
  for (;;) {
    const now = Date.now();
    const limit = activity.pendingCalls > 0 ? patienceWithCalls : patience;
    const isQuiet = activity.pendingCalls === 0 && now - Math.max(start, activity.at) >= quiet;
    if (isQuiet || now - start >= limit) return;
    await world.clock.sleep(10);
  }
}
