import { approvedNames } from '../domain/approved-names.js';
import { cardChannels } from '../domain/card-channels.js';
import type { Csr } from '../domain/csr.js';
import { digestOf } from '../domain/digest.js';
import type { Draft, RequestDraft } from '../domain/draft.js';
import { dynamicParameters } from '../domain/parameter.js';
import type { Profile } from '../domain/profile.js';
import { nextReminder } from '../domain/remind-approvers.js';
import type { Request } from '../domain/request.js';
import { takeSnapshot } from '../domain/snapshot.js';
import { auditRequest } from './audit.js';
import { checkRequestForm, type FilledForm } from './check-request-form.js';
import { findPlace } from './find-place.js';
import { lookUpHistory } from './look-up-history.js';
import type { Channels, Clock, Directory, DraftStore, ProfileStore, RequestStore } from './ports.js';
import { type RequesterRefusal, refuseRequester } from './refuse-requester.js';
import type { FormFault, FormField, RequestForm } from './request-form.js';
import { type WakeDeps, wake } from './wake.js';

export type { FormFault, FormField, RequestForm };

export type SubmitRequestDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly profiles: ProfileStore;
  readonly drafts: DraftStore;
  readonly directory: Directory;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly pendingExpiryMs: number;
  /** The first pause before those who can vote are reminded. */
  readonly remindMs: number;
  /** What people call the bot, without the @. */
  readonly botName: string;
};

/** `channel` is where the card goes. */
export type SubmitRequestResult =
  | { readonly kind: 'submitted'; readonly request: Request; readonly channel: string }
  | { readonly kind: 'faults'; readonly faults: readonly FormFault[] }
  | { readonly kind: 'profile-changed'; readonly profile: Profile | null }
  /** `profile` is its name. */
  | { readonly kind: 'refused'; readonly refusal: RequesterRefusal; readonly profile: string };

/**
 * Makes a pending request of a filled-in form, once it is stored; or lists every fault at its field. The same
 * form twice (a redelivered envelope, a double click) is one request.
 */
export async function submitRequest(
  deps: SubmitRequestDeps,
  form: RequestForm,
): Promise<SubmitRequestResult> {
  const prepared = await prepareRequest(deps, form);
  return prepared.kind === 'ready'
    ? store(deps, prepared.profile, prepared.request, prepared.channel)
    : prepared;
}

/** All that has to be right before a request is stored; `ready`: nothing stands against it now. */
export type PreparedRequest =
  | {
      readonly kind: 'ready';
      readonly profile: Profile;
      readonly request: Request;
      readonly channel: string;
    }
  | SubmitRequestResult;

/** Everything that `submitRequest` does before it stores something; `submitted` where that was done before. */
export async function prepareRequest(deps: SubmitRequestDeps, form: RequestForm): Promise<PreparedRequest> {
  const existing = await deps.requests.read(form.id);
  if (existing?.requester.user === form.requester.user) return submitted(existing);
  const profile = await deps.profiles.read(form.profileId);
  if (profile?.status !== 'enabled' || profile.version.number !== form.profileVersion) {
    return { kind: 'profile-changed', profile: profile?.status === 'enabled' ? profile : null };
  }
  const { settings } = profile.version;
  const refusal = await refuseRequester(deps, form.requester, settings.policy);
  if (refusal) return { kind: 'refused', refusal, profile: settings.name };
  const draft = await deps.drafts.read(form.id);
  if (draft && !isOwn(draft, form)) return { kind: 'faults', faults: [{ field: 'profile', sentence: GONE }] };
  const filled = { form, profile, draft };
  const channels = cardChannels(settings, draft?.channel ?? null);
  const [checked, place] = await Promise.all([checkRequestForm(filled), findPlace(deps, channels)]);
  const unreachable = place.channel === null ? [placeFault(deps, place.passedOver.at(-1)?.why)] : [];
  if (!checked.ok) return { kind: 'faults', faults: [...checked.faults, ...unreachable] };
  if (place.channel === null) return { kind: 'faults', faults: unreachable };
  const request = compose(deps, filled, checked);
  const history = await lookUpHistory(deps, request);
  return { kind: 'ready', profile, request: { ...request, history }, channel: place.channel };
}

function submitted(request: Request, channel?: string): SubmitRequestResult {
  const [first] = cardChannels(request.snapshot, request.askedIn);
  return { kind: 'submitted', request, channel: channel ?? first ?? request.snapshot.channel };
}

const GONE = 'This form was open for too long and what it held is gone. Close it and start again.';

/** Anybody else's draft counts as gone: its id is not taken, and it is left as it is. */
function isOwn(draft: Draft, form: RequestForm): draft is RequestDraft {
  return draft.kind === 'request' && draft.user === form.requester.user;
}

function placeFault({ botName }: SubmitRequestDeps, why: string | undefined): FormFault {
  const sentence =
    why === 'archived'
      ? 'The channel of this profile is archived. Ask an admin to choose another one.'
      : `I am not in the channel of this profile. Type /invite @${botName} there, then submit again.`;
  return { field: 'profile', sentence };
}

type Checked = { readonly csr: Csr; readonly commonName: string };

function compose(
  deps: SubmitRequestDeps,
  { form, profile, draft }: FilledForm,
  { csr, commonName }: Checked,
): Request {
  const now = deps.clock.now();
  const { settings } = profile.version;
  const expiresAt = now + (settings.policy.pendingExpiryMs ?? deps.pendingExpiryMs);
  const asked = dynamicParameters(settings.parameters);
  const secrets = asked.filter(({ sensitive }) => sensitive).map(({ name }) => name);
  const plain = asked.filter(({ sensitive }) => !sensitive).map(({ name }) => name);
  const held = Object.entries(draft?.sealed[profile.id] ?? {}).filter(([name]) => secrets.includes(name));
  const snapshot = takeSnapshot(profile, {
    ...{ csr, commonName, names: approvedNames(csr, commonName) },
    dynamicValues: Object.fromEntries(plain.map((name) => [name, (form.dynamicValues[name] ?? '').trim()])),
    dynamicMarks: Object.fromEntries(held.map(([name, field]) => [name, field.mark])),
  });
  return {
    ...{ format: 1, id: form.id, revision: 1, requester: form.requester, reason: form.reason.trim() || null },
    ...{ createdAt: now, changedAt: now, snapshot, digest: digestOf(snapshot) },
    sealed: Object.fromEntries(held.map(([name, field]) => [name, field.sealed])),
    ...{ votes: [], voidings: [], runs: [], extraCertificates: [], history: null, override: null },
    ...{ askedIn: draft?.channel ?? null, reminders: [], blocked: null, madeKey: form.madeKey ?? null },
    ...{ status: 'pending', expiresAt, waitsFor: null },
    remindAt: nextReminder(now, 0, { remindMs: deps.remindMs, expiresAt }),
  };
}

async function store(
  deps: SubmitRequestDeps,
  profile: Profile,
  request: Request,
  channel: string,
): Promise<SubmitRequestResult> {
  const guard = { kind: 'profile', id: profile.id, revision: profile.revision } as const;
  const audit = auditRequest(request, {
    ...{ at: request.createdAt, actor: request.requester, surface: 'slack', action: 'request.submitted' },
    facts: { profile: profile.id, version: profile.version.number, commonName: request.snapshot.commonName },
  });
  const created = await deps.requests.create(request, audit, guard);
  switch (created) {
    case 'created': {
      await wake(deps, request);
      await deps.drafts.remove(request.id).catch((err: unknown) => {
        deps.log.warn({ requestId: request.id, err }, 'draft not removed, it will expire');
      });
      return submitted(request, channel);
    }
    case 'id-taken': {
      const winner = await deps.requests.read(request.id);
      if (winner?.requester.user === request.requester.user) return submitted(winner);
      throw new Error(`request id ${request.id} is taken by somebody else`);
    }
    case 'guard-failed':
      return { kind: 'profile-changed', profile: await deps.profiles.read(profile.id) };
  }
}
