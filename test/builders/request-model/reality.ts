import { X509Certificate } from 'node:crypto';
import type { Announcement } from '../../../src/domain/announcement.js';
import { openPolicy } from '../../../src/domain/policy.js';
import type { Profile, ProfileSettings } from '../../../src/domain/profile.js';
import type { Request } from '../../../src/domain/request.js';
import { standingVotes } from '../../../src/domain/vote.js';
import { announceRequest } from '../../../src/workflow/announce-request.js';
import type { Notifier } from '../../../src/workflow/notifier.js';
import type { Standing } from '../../../src/workflow/ports.js';
import type { StorePair } from '../../redis/store-pair.js';
import { aDirectory } from '../directory.js';
import { aStoredProfile, aWorkflowBench, certificates, type WorkflowBench } from '../workflow-bench.js';
import type { Process } from './acts.js';
import { approvers, type Settings, type World } from './model.js';

/** One request in a real store, two processes that act on it, and what the thread and the card say. */
export type Reality = {
  readonly bench: WorkflowBench;
  readonly profile: Profile;
  /** Announcements in the order in which they were said, each as often as it was. */
  readonly said: string[];
  readonly card: { status: string | null };
  readonly first: { digest: string };
  readonly working: Map<number, Promise<void>>;
  readonly standings: Record<string, Standing['kind']>;
};

export const ID = 'm0de-0001';

const denied = { ...openPolicy.names, denied: ['.example.com'] };

/** A version's settings as a policy. */
export function policyOf({ breakGlass, needsReason, allows }: Settings): ProfileSettings['policy'] {
  const reasons = { ...openPolicy.reasons, approve: needsReason ? 'mandatory' : 'optional' } as const;
  return { ...openPolicy, breakGlass, reasons, names: allows ? openPolicy.names : denied };
}

/** A new workspace with one profile, and nothing asked for yet. */
export async function aReality(stores: StorePair, settings: Settings): Promise<Reality> {
  const standings: Reality['standings'] = { U0ZOE: 'outsider' };
  const bench = aWorkflowBench(stores, aDirectory({ standings, groups: { S0: approvers.group } }));
  const profile = await aStoredProfile(stores, {
    ...{ approvers: { users: approvers.users, groups: ['S0'] }, approvalsRequired: settings.approvals },
    policy: policyOf(settings),
  });
  return {
    bench,
    profile,
    said: [],
    card: { status: null },
    first: { digest: '' },
    working: new Map(),
    standings,
  };
}

export function worldOf({ bench }: Reality, settings: Settings): World {
  const nothing = { isEnabled: true, left: [], open: [], request: null, said: [] };
  return { now: bench.time.now, version: 1, settings, ...nothing };
}

/** Brings card and thread up to date, and writes down what they say. */
export async function announce({ bench, said, card }: Reality, on: Process): Promise<void> {
  const fine = async <T extends object>(gives: T) => ({ ok: true as const, ...gives });
  const show = async ({ status }: Request) => {
    card.status = status;
    return fine({ ts: '1.1' });
  };
  const say = async (request: Request, { key }: Announcement) => {
    said.push(named(request, key));
    return fine({ ts: '1.2', fileId: 'F1' });
  };
  const notifier: Notifier = {
    postCard: (_, request) => show(request),
    updateCard: (_, request) => show(request),
    retireCard: () => fine({}),
    settleOffer: () => fine({}),
    post: (_, request, announcement) => say(request, announcement),
    upload: (_, request, announcement) => say(request, announcement),
    tell: (_, request, announcement) => say(request, announcement),
    directChannel: async () => fine({ channel: 'D0EVE' }),
  };
  await announceRequest({ ...bench[on], notifier, lockMs: 10_000, cardReturnMs: 1000 }, ID);
}

/** An extra certificate by its number: its fingerprint is another one each time. */
function named({ extraCertificates }: Request, key: string): string {
  const extra = extraCertificates.find(({ certificate }) => {
    return key === `extra-${certificate.fingerprintSha256.slice(0, 16)}`;
  });
  return extra ? `extra-${numberOf(extra.certificate.leafPem)}` : key;
}

const numbers = new Map(
  certificates.map((pem, index) => [new X509Certificate(pem).fingerprint256, index + 1]),
);

function numberOf(pem: string): number | null {
  return numbers.get(new X509Certificate(pem).fingerprint256) ?? null;
}

/** The record, in the words of the model. */
export function describeReality(request: Request | null, said: readonly string[]): object {
  if (!request) return { request: null, said: [...said].sort() };
  const { status, snapshot, votes, digest, reminders, override, runs, extraCertificates } = request;
  const waits = status === 'pending' || status === 'approved';
  return {
    ...{
      status,
      version: snapshot.profile.version,
      reminders: reminders.length,
      override: override?.by ?? null,
    },
    certificate: status === 'issued' ? numberOf(request.certificate.leafPem) : null,
    extras: extraCertificates.map(({ certificate }) => numberOf(certificate.leafPem)),
    votes: votes.map(
      ({ approver, decision, withdrawnAt }) =>
        `${approver} ${decision}${withdrawnAt === undefined ? '' : ' withdrawn'}`,
    ),
    standing: standingVotes(votes, digest).map(({ approver }) => approver),
    expiresAt: waits ? request.expiresAt : null,
    ...{ remindAt: status === 'pending' ? request.remindAt : null },
    ...{ blocked: status === 'pending' ? request.blocked : null },
    ...{ retriedBy: status === 'approved' ? request.retriedBy : null },
    ...{ retryAfter: status === 'unknown' ? request.retryAfter : null },
    runs: runs.map(({ end: how }) => how?.outcome ?? null),
    said: [...said].sort(),
  };
}
