import { type Logger, pino } from 'pino';
import { makeClock } from './clock.js';
import { controlRoutes } from './control/control-routes.js';
import { type DeliveryWish, type OpenDelivery, openDelivery } from './delivery/open-delivery.js';
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
import { makeRateLimits } from './methods/rate-limits.js';
import type { Switches } from './switches.js';
import { newSecret } from './workspace/new-id.js';
import { seedWorkspace, type TeamRoom } from './workspace/seed-workspace.js';
import type { World } from './world.js';

/** How the sandbox starts; only the manifest is needed. */
export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The app's manifest as parsed JSON; its scopes, commands, shortcuts and events are enforced. */
  readonly manifest: unknown;
  /** How many times faster than Slack's every deadline, limit and clock is; 1 by default. */
  readonly timeScale?: number;
  /** Socket Mode or signed HTTP; by default what the manifest says. */
  readonly delivery?: DeliveryWish;
  readonly now?: () => number;
  readonly log?: Logger;
  /** What can be turned off and on beside the workspace. */
  readonly switches?: Switches;
  readonly botToken?: string;
  readonly appToken?: string;
  /** More people and channels than the small company has. */
  readonly teams?: readonly TeamRoom[];
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
 * in memory. Throws when the manifest is not one Slack would take, or when nobody answers Slack's challenge at the
 * request URL.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { world, delivery } = makeWorld(options);
  const parts: ApiParts = {
    world,
    faults: makeFaults(),
    calls: makeCallLog(),
    limits: makeRateLimits(world.clock),
    switches: options.switches ?? {},
  };
  const live = openLiveRoute(world, delivery.upgrade);
  const server = await openHttpServer({
    port: options.port ?? 0,
    routes: routes(parts),
    upgrade: live.upgrade,
    log: world.log,
  });
  world.origin = `http://127.0.0.1:${server.port}`;
  const close = async (): Promise<void> => {
    live.close();
    delivery.close();
    await server.close();
  };
  await verifyRequestUrl(options.delivery, delivery, close);
  return {
    url: world.origin,
    apiUrl: `${world.origin}/api/`,
    ...world.credentials,
    teamId: world.workspace.team.id,
    botUserId: world.workspace.bot.id,
    close,
  };
}

async function verifyRequestUrl(
  wish: DeliveryWish | undefined,
  delivery: OpenDelivery,
  close: () => Promise<void>,
): Promise<void> {
  if (wish?.kind !== 'http' || wish.requestUrl === undefined) return;
  const outcome = await delivery.setRequestUrl(wish.requestUrl);
  if (outcome.ok) return;
  await close();
  throw new Error(outcome.error);
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

function makeWorld(options: SandboxOptions): { world: World; delivery: OpenDelivery } {
  const manifest = readManifest(options.manifest);
  const clock = makeClock({ now: options.now ?? Date.now, timeScale: options.timeScale ?? 1 });
  const workspace = seedWorkspace(manifest.features.bot_user.display_name, options.teams);
  const log = options.log ?? pino({ level: 'silent' });
  const credentials = {
    botToken: options.botToken ?? `xoxb-${newSecret()}`,
    appToken: options.appToken ?? `xapp-1-${newSecret()}`,
    signingSecret: newSecret(),
  };
  const { appId } = workspace;
  const { signingSecret } = credentials;
  const wish = options.delivery;
  const delivery = openDelivery({ manifest, wish, appId, signingSecret, clock, log });
  const world: World = {
    workspace,
    manifest,
    clock,
    credentials,
    delivery,
    triggers: new Map(),
    responseUrls: new Map(),
    uploads: new Map(),
    origin: '',
    log,
  };
  return { world, delivery };
}
