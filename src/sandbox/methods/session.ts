import { z } from 'zod';
import { flag } from './arguments.js';
import { method } from './method.js';

/** auth.test: who the token belongs to. */
export const authTest = method({
  name: 'auth.test',
  token: 'bot',
  scopes: [],
  tier: 'special',
  args: z.strictObject({}),
  run: (world) => ({
    ok: true,
    url: `${world.origin}/`,
    team: world.workspace.team.domain,
    user: world.workspace.bot.name,
    team_id: world.workspace.team.id,
    user_id: world.workspace.bot.id,
    bot_id: world.workspace.botId,
    is_enterprise_install: false,
  }),
});

/** Gives out the address of one Socket Mode connection, good for one use. */
export const appsConnectionsOpen = method({
  name: 'apps.connections.open',
  token: 'app',
  scopes: [],
  tier: 3,
  args: z.strictObject({ debug_reconnects: flag.optional() }),
  run: (world) => ({
    ok: true,
    url: `${world.origin.replace(/^http/, 'ws')}/link/?ticket=${world.delivery.newTicket()}`,
  }),
});
