import { type Logger, pino } from 'pino';
import { makeClock } from './clock.js';
import { controlRoutes } from './control/control-routes.js';
import { openSocketMode, type SocketMode } from './delivery/socket-mode.js';
import { fileRoutes } from './http/file-routes.js';
import { openHttpServer } from './http/http-server.js';
import { openLiveRoute } from './http/live-route.js';
import { pageRoutes } from './http/page-routes.js';
import { responseUrlRoute } from './http/response-url-route.js';
import type { Route } from './http/route.js';
import { type ApiParts, webApiRoute } from './http/web-api-route.js';
import { readManifest } from './manifest.js';
import { makeCallLog } from './methods/call-log.js';
import { makeFaults } from './methods/faults.js';
import { makeRateLimits, noRateLimits } from './methods/rate-limits.js';
import { newSecret } from './workspace/new-id.js';
import { seedWorkspace } from './workspace/seed-workspace.js';
import type { World } from './world.js';

/** How the sandbox starts; only the manifest is needed. */
export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The app's manifest as parsed JSON; its scopes, commands, shortcuts and events are enforced. */
  readonly manifest: unknown;
  /** How many times faster than Slack's every deadline and limit is; 1 by default. */
  readonly timeScale?: number;
  /** Answers 429 as Slack does: by each method's tier, and a message a second and channel. Off by default. */
  readonly rateLimits?: boolean;
  readonly now?: () => number;
  readonly log?: Logger;
  readonly botToken?: string;
  readonly appToken?: string;
}

/** A running sandbox: where it is, the app's tokens, and who the app is. */
export interface Sandbox {
  readonly url: string;
  /** What SLACK_API_URL is set to. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  close(): Promise<void>;
}

/**
 * Starts a local Slack workspace on 127.0.0.1, with the app of this manifest installed. It keeps everything
 * in memory. Throws when the manifest is not one Slack would take.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { world, socketMode } = makeWorld(options);
  const parts: ApiParts = {
    world,
    faults: makeFaults(),
    calls: makeCallLog(),
    limits: options.rateLimits ? makeRateLimits(world.clock) : noRateLimits,
  };
  const live = openLiveRoute(world, socketMode.upgrade);
  const server = await openHttpServer({
    port: options.port ?? 0,
    routes: routes(parts),
    upgrade: live.upgrade,
    log: world.log,
  });
  world.origin = `http://127.0.0.1:${server.port}`;
  return {
    url: world.origin,
    apiUrl: `${world.origin}/api/`,
    ...world.credentials,
    teamId: world.workspace.team.id,
    botUserId: world.workspace.bot.id,
    close: async () => {
      live.close();
      socketMode.close();
      await server.close();
    },
  };
}

function routes(parts: ApiParts): Route[] {
  return [
    webApiRoute(parts),
    ...fileRoutes(parts),
    responseUrlRoute(parts),
    ...controlRoutes(parts),
    ...pageRoutes(parts),
  ];
}

function makeWorld(options: SandboxOptions): { world: World; socketMode: SocketMode } {
  const manifest = readManifest(options.manifest);
  const clock = makeClock({ now: options.now ?? Date.now, timeScale: options.timeScale ?? 1 });
  const workspace = seedWorkspace(manifest.features.bot_user.display_name);
  const log = options.log ?? pino({ level: 'silent' });
  const socketMode = openSocketMode({
    appId: workspace.appId,
    isEnabled: manifest.settings.socket_mode_enabled,
    clock,
    log,
  });
  const world: World = {
    workspace,
    manifest,
    clock,
    credentials: {
      botToken: options.botToken ?? `xoxb-${newSecret()}`,
      appToken: options.appToken ?? `xapp-1-${newSecret()}`,
      signingSecret: newSecret(),
    },
    delivery: socketMode,
    triggers: new Map(),
    responseUrls: new Map(),
    uploads: new Map(),
    origin: '',
    log,
  };
  return { world, socketMode };
}
