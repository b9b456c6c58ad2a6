import type { StoreClient } from './store-client.js';

/**
 * Ties the workspace's keys to one Slack team, the first that used them. Throws for any other: two teams on one
 * set of records would see each other's requests.
 */
export async function claimTeam(client: StoreClient, workspace: string, team: string): Promise<void> {
  await client.command((redis) => redis.setnx(client.keys.team, team));
  const owner = await client.command((redis) => redis.get(client.keys.team));
  if (owner !== team) {
    throw new Error(
      `COUNTERSIGN_WORKSPACE ${workspace} belongs to Slack team ${owner}, and this bot token is of ${team}: ` +
        'choose another COUNTERSIGN_WORKSPACE',
    );
  }
}
