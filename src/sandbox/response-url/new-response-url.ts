import { newSecret } from '../workspace/new-id.js';
import type { World } from '../world.js';

/** A new response_url for something this user did in this channel. */
export function newResponseUrl(
  world: World,
  from: { channel: string; user: string; originalTs?: string | undefined },
): string {
  const secret = newSecret();
  const { channel, user, originalTs } = from;
  world.responseUrls.set(secret, { channel, user, originalTs, createdAt: world.clock.now(), uses: 0 });
  return `${world.origin}/actions/${world.workspace.team.id}/${secret}`;
}
