import { z } from 'zod';
import type { CallBudget, CallLane } from '../workflow/call-budget.js';
import { loadLuaScript } from './lua-script.js';
import type { StoreClient } from './store-client.js';

/** What can be left out leaves at least this part to what cannot. */
const LEFT_TO_OTHERS = 0.5;

/** Nobody is told to wait for as little: whoever waited for the end of a hold must not meet its last moment. */
const MARGIN_MS = 100;

/**
 * Counts calls in buckets that fill up again as Slack's do, by the clock of Redis. A lane of which nothing was heard
 * for three minutes is full and forgotten.
 */
export function createCallBudget(client: StoreClient): CallBudget {
  const lua = loadLuaScript('take-call');
  const { calls, callsHeld } = client.keys;
  const take = async ({ name, perMinute, burst }: CallLane, least: string): Promise<boolean> => {
    const args = [String(perMinute), String(burst), least];
    return (await client.script(lua, [calls(name), callsHeld(name)], args, z.literal([0, 1]))) === 1;
  };
  return {
    async count(lane) {
      await take(lane, '');
    },
    spare: (lane) => take(lane, String(lane.burst * LEFT_TO_OTHERS)),
    async heldFor({ name }) {
      return Math.max(0, await client.command((redis) => redis.pttl(callsHeld(name))));
    },
    async holdBack({ name }, ms) {
      const left = Math.max(1, Math.ceil(ms) - MARGIN_MS);
      await client.command((redis) => redis.set(callsHeld(name), '1', 'PX', left));
    },
  };
}
