import type { Profile, ProfileVersion } from '../domain/profile.js';
import type { CardPlace, ProfileNews } from '../domain/profile-news.js';
import type { Reached } from './notifier.js';
import type { Change, Clock, EventLog, ProfileStore, ThreadStore } from './ports.js';

/** What there is to tell, with all that the words for it need. */
export type ProfileNewsItem = {
  readonly profile: Profile;
  readonly versions: readonly ProfileVersion[];
  readonly news: ProfileNews;
};

/** Tells people about profiles. Throws when trying again can help. */
export type ProfileNotifier = {
  tell(channel: string, item: ProfileNewsItem): Promise<Reached<{ readonly ts: string }>>;
  /** The card of a proposal, which was decided. */
  closeCard(place: CardPlace, item: ProfileNewsItem): Promise<Reached<object>>;
  directChannel(user: string): Promise<Reached<{ readonly channel: string }>>;
};

export type AnnounceProfileDeps = {
  readonly profiles: ProfileStore;
  readonly threads: ThreadStore;
  readonly profileNotifier: ProfileNotifier;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly lockMs: number;
};

/**
 * Tells the news of a profile in its channel, oldest first, and takes each out of the record once it was told. One
 * process at a time; whoever comes meanwhile leaves it to that one. Throws when trying again can help.
 */
export async function announceProfile(deps: AnnounceProfileDeps, profileId: string): Promise<void> {
  const lock = await deps.threads.lock(`profile-${profileId}`, deps.lockMs);
  if (!lock) return;
  try {
    for (;;) {
      const profile = await deps.profiles.read(profileId);
      const [news] = profile?.news ?? [];
      if (!profile || !news) return;
      const versions = await deps.profiles.versions(profileId);
      const card = await tell(deps, { profile, versions, news });
      await settle(deps, profileId, news, card);
      // Whoever has it now goes on from here.
      if (!(await lock.renew(deps.lockMs))) return;
    }
  } finally {
    await lock.release();
  }
}

/** Gives where it was told, if anywhere. */
async function tell(deps: AnnounceProfileDeps, item: ProfileNewsItem): Promise<CardPlace | null> {
  const { news, profile } = item;
  if (news.kind === 'decided' && news.card) await deps.profileNotifier.closeCard(news.card, item);
  // A proposal that is no longer there asks nobody for anything.
  if (news.kind === 'proposed' && profile.proposal?.id !== news.proposal) return null;
  const channels = news.kind === 'version' ? news.channels : [profile.version.settings.channel];
  const told: CardPlace[] = [];
  for (const channel of channels) {
    const posted = await deps.profileNotifier.tell(channel, item);
    if (posted.ok) told.push({ channel, ts: posted.ts });
    else deps.log.warn({ profileId: profile.id, channel, why: posted.why }, 'profile news not told there');
  }
  return told[0] ?? tellAuthor(deps, item);
}

/** Where no channel can be reached, whoever did it is told; an operator on a terminal has seen it there. */
async function tellAuthor(deps: AnnounceProfileDeps, item: ProfileNewsItem): Promise<CardPlace | null> {
  const { by } = item.news;
  if (!/^[UW]/.test(by.user)) return null;
  const direct = await deps.profileNotifier.directChannel(by.user);
  if (!direct.ok) return null;
  const posted = await deps.profileNotifier.tell(direct.channel, item);
  return posted.ok ? { channel: direct.channel, ts: posted.ts } : null;
}

async function settle(
  deps: AnnounceProfileDeps,
  profileId: string,
  told: ProfileNews,
  card: CardPlace | null,
): Promise<void> {
  const at = deps.clock.now();
  await deps.profiles.update(profileId, (current): Change<Profile, 'told-already'> => {
    if (!current.news.some(({ id }) => id === told.id)) return { refusal: 'told-already' };
    const news = current.news.filter(({ id }) => id !== told.id);
    const { proposal } = current;
    const isAsked = told.kind === 'proposed' && proposal?.id === told.proposal;
    const next = isAsked ? { ...current, news, proposal: { ...proposal, card } } : { ...current, news };
    return {
      next,
      audit: {
        ...{ format: 1, at, actor: { system: 'announce-profile' }, surface: 'recovery' },
        ...{ action: 'profile.announced', subject: { kind: 'profile', id: profileId } },
        facts: { news: told.kind, channel: card?.channel ?? null },
      },
    };
  });
}
