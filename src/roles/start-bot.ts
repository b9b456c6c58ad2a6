import type { WebClient } from '@slack/web-api';
import { scriptLimits } from '../domain/script.js';
import { createKeyMaker } from '../keys/key-maker.js';
import { startSchedule } from '../queue/start-schedule.js';
import { claimTeam } from '../redis/claim-team.js';
import { loadDigestKey } from '../redis/digest-key.js';
import type { KeyRing } from '../redis/key-ring.js';
import { createLookupCache } from '../redis/lookup-cache.js';
import { createMadeKeySafe } from '../redis/made-key-store.js';
import { createSealer } from '../redis/secret-box.js';
import { createCardLink } from '../slack/card-link.js';
import { createChannels } from '../slack/channels.js';
import type { SlackDeps } from '../slack/deps.js';
import { createDirectory } from '../slack/directory.js';
import { createFetchFile } from '../slack/fetch-file.js';
import { refreshHomes } from '../slack/home/refresh-homes.js';
import { createKeyCourier } from '../slack/key-courier.js';
import { createPacedFetch } from '../slack/paced-fetch.js';
import { type SlackApp, startSlackApp } from '../slack/slack-app.js';
import { createWebClient } from '../slack/web-client.js';
import { adoptOrRetire } from '../workflow/tend-card.js';
import { announcing, type Foundation } from './foundation.js';
import { startReminding } from './keep-time.js';
import { newId } from './new-id.js';
import { scriptParts } from './script-parts.js';
import { type Identity, whoAmI } from './who-am-i.js';

/** The bot: listens to Slack and writes facts. It seals sensitive values and cannot open them. */
export async function startBot(
  foundation: Foundation,
  ring: KeyRing,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<SlackApp> {
  const { config, closing } = foundation;
  const { transport } = config.slack;
  if (!transport)
    throw new Error('set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) for the bot');
  const identity = await whoAmI(foundation.slack, foundation.log);
  await claimTeam(foundation.stores.client, config.workspace, identity.team);
  const deps = await slackDeps(foundation, { ring, identity, environment });
  const app = await startSlackApp(deps, {
    ...{ transport, botToken: config.slack.botToken, apiUrl: config.slack.apiUrl },
    fetch: foundation.slackFetch,
    identity: { botId: identity.botId, botUserId: identity.botUserId },
  });
  closing.add('slack app', () => app.stop());
  startReminding(foundation, deps.directory);
  const spare = spareClient(foundation);
  const homes = startSchedule({
    ...{ name: 'homes', everyMs: Math.min(1000, deps.homePauseMs / 3), log: foundation.log },
    run: () => refreshHomes(deps, spare),
  });
  closing.add('homes', () => homes.close());
  foundation.log.info({ transport: transport.kind, team: identity.team }, 'bot started');
  return app;
}

/** For what may as well wait: votes and results go first. */
function spareClient({ config, stores, log }: Foundation): WebClient {
  const { botToken: token, apiUrl } = config.slack;
  return createWebClient({
    ...{ token, apiUrl, timeoutMs: config.timings.slackTimeoutMs, log },
    fetch: createPacedFetch({ budget: stores.callBudget, log, priority: 'spare' }),
  });
}

async function slackDeps(
  foundation: Foundation,
  {
    ring,
    identity,
    environment,
  }: {
    readonly ring: KeyRing;
    readonly identity: Identity;
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): Promise<SlackDeps> {
  const { config, stores, log, clock, issueQueue, announceQueue } = foundation;
  const { timings } = config;
  const { botToken: token, apiUrl } = config.slack;
  const digestKey = await loadDigestKey(stores.client, { ring, workspace: config.workspace });
  const lookups = createWebClient({
    ...{ token, apiUrl, timeoutMs: LOOKUP_TIMEOUT_MS, log },
    fetch: foundation.slackFetch,
  });
  const cache = createLookupCache(stores.client);
  const directory = createDirectory({ client: lookups, cache, team: identity.team });
  return {
    ...stores,
    ...{ log, clock, issueQueue, announceQueue, directory, admins: config.admins },
    botName: identity.botName,
    channels: createChannels({ client: lookups, cache }),
    cardLink: createCardLink({ client: lookups, cache, threads: stores.threads, log }),
    ids: { request: newId.request, profile: newId.profile, secret: newId.secret },
    sealer: createSealer(ring, digestKey),
    ...scriptParts(foundation, environment),
    userGroups: () => directory.groups(),
    fetchFile: createFetchFile({ token, apiUrl, timeoutMs: FILE_TIMEOUT_MS }),
    fetchScript: createFetchFile({
      ...{ token, apiUrl, timeoutMs: FILE_TIMEOUT_MS, mostBytes: scriptLimits.fileBytes },
    }),
    approvalExpiryMs: timings.approvalExpiryMs,
    pendingExpiryMs: timings.pendingExpiryMs,
    remindMs: timings.remindMs,
    runTimeLimitMs: timings.runTimeLimitMs,
    homeFollowMs: timings.homeFollowMs,
    homePauseMs: timings.homePauseMs,
    tendCard: (requestId, clicked) => adoptOrRetire(announcing(foundation), requestId, clicked),
    keyMaker: createKeyMaker(),
    keySafe: createMadeKeySafe(stores.client, ring),
    keyCourier: createKeyCourier(foundation.slack),
    keepKeysMs: timings.keepMadeKeysMs,
    needsReview: config.needsReview,
    profileNews: foundation.profileNews,
  };
}

/** What is looked up while Slack waits for an acknowledgement (3 s) has to be here in a part of that. */
const LOOKUP_TIMEOUT_MS = 1200;
const FILE_TIMEOUT_MS = 1500;
