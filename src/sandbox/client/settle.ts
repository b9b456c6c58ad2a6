import { modalStack } from '../workspace/screens.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';

const quiet = 50;
const patience = 150;
const patienceWithCalls = 600;
const patienceWithLoading = 1500;

/**
 * Waits until the screen is quiet after something was acknowledged: nothing changed for 50 ms, for at most
 * 150 ms, or a little longer while the app is in the middle of a call. With a user, also for what comes in the
 * place of a loading modal.
 */
export async function settle(world: World, user?: User): Promise<void> {
  const start = Date.now();
  const { activity } = world.workspace;
  for (;;) {
    const now = Date.now();
    const limit = activity.pendingCalls > 0 ? patienceWithCalls : patience;
    const isQuiet = activity.pendingCalls === 0 && now - Math.max(start, activity.at) >= quiet;
    const isLoading = user !== undefined && showsLoading(world, user, now);
    if (!isLoading && (isQuiet || now - start >= limit)) return;
    await world.clock.sleep(10);
  }
}

/**
 * Apps that cannot show a form within 3 s open a modal that says so, and change it once they can. Nothing can be
 * entered in it or sent from it, and the app opened it just now.
 */
function showsLoading(world: World, user: User, now: number): boolean {
  const top = modalStack(world, user.id).at(-1);
  if (top?.openedAt === undefined || now - top.openedAt >= patienceWithLoading) return false;
  return !top.content.submit && !top.content.blocks.some((block) => block.type === 'input');
}
