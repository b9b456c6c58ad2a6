import { createHash } from 'node:crypto';
import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { firstPages, type HomePages, type HomeViewer } from '../../domain/home-viewer.js';
import type { Person } from '../../domain/person.js';
import { followedBy, lookAtHome } from '../../workflow/look-at-home.js';
import type { SlackDeps } from '../deps.js';
import { renderClosedHome, renderHome } from '../render/render-home.js';
import { standingWords } from '../render/standing-words.js';

export type HomeDeps = Pick<
  SlackDeps,
  | 'homes'
  | 'requests'
  | 'profiles'
  | 'directory'
  | 'admins'
  | 'cardLink'
  | 'clock'
  | 'log'
  | 'homeFollowMs'
  | 'homePauseMs'
>;

/** A process that dies while it publishes keeps others from it for as long. */
const LOCK_MS = 10_000;

/**
 * Somebody opened their Home or did something there: it is published, and follows changes from now on. What they
 * may see is found out anew.
 */
export async function showHome(
  deps: HomeDeps,
  client: WebClient,
  person: Person,
  change: { readonly pages?: HomePages; readonly notice?: string; readonly isOpened?: true } = {},
): Promise<void> {
  const [known, standing] = await Promise.all([
    deps.homes.read(person.user),
    deps.directory.standing(person),
  ]);
  const viewer: HomeViewer = {
    ...{ format: 1, person, standing: standing.kind, shown: known?.shown ?? null },
    ...{ pages: change.pages ?? known?.pages ?? firstPages, notice: change.notice ?? null },
  };
  await deps.homes.save(viewer, deps.homeFollowMs);
  const { topics } = await followedBy(deps, person);
  await deps.homes.follow(person.user, topics, { now: deps.clock.now(), ms: deps.homeFollowMs });
  await publishInTurn(deps, client, person.user, { always: change.isOpened ?? false });
}

/** A Home is due: it is published if its person still looks and it changed. Throws when Slack does not take it. */
export async function refreshHome(deps: HomeDeps, client: WebClient, user: string): Promise<void> {
  await publishInTurn(deps, client, user, { always: false });
}

/** One process at a time publishes a Home, so that an older one never takes the place of a newer. */
async function publishInTurn(
  deps: HomeDeps,
  client: WebClient,
  user: string,
  { always }: { readonly always: boolean },
): Promise<void> {
  const lock = await deps.homes.lock(user, LOCK_MS);
  if (!lock) return deps.homes.again(user, deps.clock.now());
  try {
    const viewer = await deps.homes.read(user);
    if (!viewer) return;
    await deps.homes.begin(user, deps.clock.now());
    const view = await viewFor(deps, viewer);
    const shown = createHash('sha256').update(JSON.stringify(view)).digest('hex');
    if (shown === viewer.shown && !always) return;
    await client.views.publish({ user_id: user, view });
    await deps.homes.save({ ...viewer, shown }, null);
  } finally {
    await lock.release();
  }
}

async function viewFor(deps: HomeDeps, { person, standing, pages, notice }: HomeViewer): Promise<HomeView> {
  const asOpened = { ...deps, directory: { ...deps.directory, standing: async () => ({ kind: standing }) } };
  const role = await followedBy(asOpened, person);
  const now = deps.clock.now();
  const content = await lookAtHome(asOpened, person, { role, pages, now });
  const isListed = role.isAdmin || role.isApprover || content.profiles.total > 0;
  if (standing !== 'member' && !isListed) return renderClosedHome(standingWords(standing));
  const { votes, mine, ending } = content;
  const ids = [...new Set([...votes.items, ...mine.items, ...ending.items].map(({ id }) => id))];
  const links = await Promise.all(ids.map(async (id) => [id, await deps.cardLink(id)] as const));
  const known = new Map(links.flatMap(([id, link]) => (link === null ? [] : [[id, link] as const])));
  return renderHome({ content, links: known, notice, now });
}
