import type { EncryptedValue } from './encrypted-value.js';
import type { Person } from './person.js';
import type { Profile, ProfileSettings, Proposal, SaveCause } from './profile.js';
import { diffSettings } from './profile-diff.js';
import type { ProfileNews } from './profile-news.js';

/** What the next version is made of; `sealed` has the value of every sensitive static parameter. */
export type NextVersion = {
  readonly author: Person;
  readonly cause: SaveCause;
  readonly settings: ProfileSettings;
  readonly sealed: Readonly<Record<string, EncryptedValue>>;
};

/** The profile at its next version. A proposal that waited is void; what became sensitive is to be hidden. */
export function nextVersion(
  current: Profile,
  next: NextVersion,
  step: { readonly now: number; readonly reviewer?: Person },
): Profile {
  const { author, cause, settings } = next;
  const { now, reviewer } = step;
  const before = current.version.settings;
  const number = current.version.number + 1;
  const became = diffSettings(before, settings).flatMap((change) =>
    change.kind === 'parameter' && change.change === 'hidden' ? [{ name: change.name, since: number }] : [],
  );
  const channels = [...new Set([settings.channel, before.channel])];
  const said = { id: `${current.revision}-version`, at: now, by: author };
  return {
    ...current,
    version: { number, author, savedAt: now, cause, ...(reviewer ? { reviewer } : {}), settings },
    sealed: { ...next.sealed },
    proposal: null,
    hiding: [...current.hiding, ...became],
    news: [
      ...current.news,
      ...ended(current, reviewer ? 'let-through' : 'void', { by: reviewer ?? author, now, reason: null }),
      { ...said, kind: 'version', number, channels },
    ],
  };
}

/** The profile with a save that waits for a second admin; one that waited before is void. */
export function withProposal(current: Profile, proposal: Proposal): Profile {
  const { author: by, at } = proposal;
  return {
    ...current,
    proposal,
    news: [
      ...current.news,
      ...ended(current, 'void', { by, now: at, reason: null }),
      { kind: 'proposed', id: `${current.revision}-proposed`, at, by, proposal: proposal.id },
    ],
  };
}

type Outcome = Extract<ProfileNews, { kind: 'decided' }>['outcome'];
type End = { readonly by: Person; readonly now: number; readonly reason: string | null };

/** The profile without its proposal, which was turned down or withdrawn. */
export function withoutProposal(
  current: Profile,
  outcome: Extract<Outcome, 'turned-down' | 'withdrawn'>,
  end: End,
): Profile {
  return { ...current, proposal: null, news: [...current.news, ...ended(current, outcome, end)] };
}

function ended(current: Profile, outcome: Outcome, { by, now, reason }: End): ProfileNews[] {
  const { proposal, revision } = current;
  if (!proposal) return [];
  const about = { id: `${revision}-decided`, at: now, by, proposal: proposal.id };
  return [{ ...about, kind: 'decided', outcome, reason, card: proposal.card }];
}
