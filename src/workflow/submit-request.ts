import { approvedNames } from '../domain/approved-names.js';
import { chooseCommonName, explainCommonNameRefusal } from '../domain/common-name.js';
import { type Csr, explainCsrRefusal, readCsr } from '../domain/csr.js';
import { digestOf } from '../domain/digest.js';
import type { Draft, RequestDraft } from '../domain/draft.js';
import { type DynamicParameter, dynamicParameters } from '../domain/parameter.js';
import type { Person } from '../domain/person.js';
import { containsPrivateKey } from '../domain/private-key.js';
import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import { takeSnapshot } from '../domain/snapshot.js';
import { auditRequest } from './audit.js';
import { refuseStanding, type StandingRefusal } from './authorize.js';
import type { Channels, Clock, Directory, DraftStore, ProfileStore, RequestStore } from './ports.js';
import { type WakeDeps, wake } from './wake.js';

export type SubmitRequestDeps = WakeDeps & {
  readonly requests: RequestStore;
  readonly profiles: ProfileStore;
  readonly drafts: DraftStore;
  readonly directory: Directory;
  readonly channels: Channels;
  readonly clock: Clock;
  readonly pendingExpiryMs: number;
  /** What people call the bot, without the @. */
  readonly botName: string;
};

/** A filled-in request form. `id` is the draft's id and becomes the request's; `profileVersion` is what was shown. */
export type RequestForm = {
  readonly id: string;
  readonly requester: Person;
  readonly profileId: string;
  readonly profileVersion: number;
  readonly commonName: string;
  readonly csrText: string;
  /** The uploaded file's text, or why there is none. */
  readonly csrFile: { readonly text: string } | { readonly fault: string } | null;
  readonly dynamicValues: Readonly<Record<string, string>>;
  readonly reason: string;
};

/** Where in the form a fault is. */
export type FormField =
  | 'profile'
  | 'common-name'
  | 'csr'
  | 'csr-file'
  | 'reason'
  | { readonly parameter: string };
export type FormFault = { readonly field: FormField; readonly sentence: string };

export type SubmitRequestResult =
  | { readonly kind: 'submitted'; readonly request: Request }
  | { readonly kind: 'faults'; readonly faults: readonly FormFault[] }
  | { readonly kind: 'profile-changed'; readonly profile: Profile | null }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/**
 * Makes a pending request of a filled-in form, once it is stored; or lists every fault at its field. The same
 * form twice (a redelivered envelope, a double click) is one request.
 */
export async function submitRequest(
  deps: SubmitRequestDeps,
  form: RequestForm,
): Promise<SubmitRequestResult> {
  const existing = await deps.requests.read(form.id);
  if (existing?.requester.user === form.requester.user) return { kind: 'submitted', request: existing };
  const refusal = await refuseStanding(deps, form.requester);
  if (refusal) return { kind: 'no-standing', refusal };
  const profile = await deps.profiles.read(form.profileId);
  if (profile?.status !== 'enabled' || profile.version.number !== form.profileVersion) {
    return { kind: 'profile-changed', profile: profile?.status === 'enabled' ? profile : null };
  }
  const draft = await deps.drafts.read(form.id);
  if (draft && !isOwn(draft, form)) return { kind: 'faults', faults: [{ field: 'profile', sentence: GONE }] };
  const faults: FormFault[] = [];
  const csr = await readOneCsr(form, faults);
  const commonName = csr ? pickCommonName(csr, form.commonName, faults) : null;
  checkValues(profile, form, draft, faults);
  await checkReach(deps, profile, faults);
  if (!csr || commonName === null || faults.length > 0) return { kind: 'faults', faults };
  return store(deps, profile, compose(deps, { form, profile, draft, csr, commonName }));
}

const GONE = 'This form was open for too long and what it held is gone. Close it and start again.';

/** Anybody else's draft counts as gone: its id is not taken, and it is left as it is. */
function isOwn(draft: Draft, form: RequestForm): draft is RequestDraft {
  return draft.kind === 'request' && draft.user === form.requester.user;
}

async function readOneCsr(form: RequestForm, faults: FormFault[]): Promise<Csr | null> {
  const pasted = form.csrText.trim();
  const { csrFile } = form;
  if (pasted && csrFile) {
    const sentence = 'Give the CSR once: either paste it here or upload it as a file, not both.';
    faults.push({ field: 'csr', sentence }, { field: 'csr-file', sentence });
    return null;
  }
  if (csrFile && 'fault' in csrFile) {
    faults.push({ field: 'csr-file', sentence: csrFile.fault });
    return null;
  }
  const read = await readCsr(csrFile?.text ?? pasted);
  if (read.ok) return read.csr;
  const sentence = read.refusals.map(explainCsrRefusal).join(' ');
  faults.push({ field: csrFile ? 'csr-file' : 'csr', sentence });
  return null;
}

function pickCommonName(csr: Csr, typed: string, faults: FormFault[]): string | null {
  // Its refusal would repeat what was typed; checkValues has the words for a key.
  if (containsPrivateKey(typed)) return null;
  const chosen = chooseCommonName(csr, typed.trim() || undefined);
  if (chosen.ok) return chosen.commonName;
  faults.push({ field: 'common-name', sentence: explainCommonNameRefusal(chosen.refusal) });
  return null;
}

const PRIVATE_KEY =
  'This holds a private key. It was not stored, but it went through Slack: consider it compromised and make a new one.';

function checkValues(
  profile: Profile,
  form: RequestForm,
  draft: RequestDraft | null,
  faults: FormFault[],
): void {
  if (containsPrivateKey(form.reason)) faults.push({ field: 'reason', sentence: PRIVATE_KEY });
  if (containsPrivateKey(form.commonName)) faults.push({ field: 'common-name', sentence: PRIVATE_KEY });
  for (const parameter of dynamicParameters(profile.version.settings.parameters)) {
    const sentence = valueFault(parameter, form, draft?.sealed[profile.id] ?? {});
    if (sentence) faults.push({ field: { parameter: parameter.name }, sentence });
  }
}

function valueFault(parameter: DynamicParameter, form: RequestForm, sealed: object): string | null {
  if (parameter.sensitive) {
    return Object.hasOwn(sealed, parameter.name)
      ? null
      : `${parameter.name} is not set yet: press its button and enter it.`;
  }
  const value = form.dynamicValues[parameter.name] ?? '';
  if (!value.trim()) return `The profile needs a value for ${parameter.name}.`;
  return containsPrivateKey(value) ? PRIVATE_KEY : null;
}

/** The card and the file need the bot in the profile's channel. When Slack cannot tell, the request may go on. */
async function checkReach(deps: SubmitRequestDeps, profile: Profile, faults: FormFault[]): Promise<void> {
  const channel = profile.version.settings.channel;
  const reach = await deps.channels.reach(channel).catch((err: unknown) => {
    deps.log.warn({ channel, err }, 'could not look up the channel before a request');
    return null;
  });
  if (!reach || reach.kind === 'member') return;
  const sentence =
    reach.kind === 'archived'
      ? 'The channel of this profile is archived. Ask an admin to choose another one.'
      : `I am not in the channel of this profile. Type /invite @${deps.botName} there, then submit again.`;
  faults.push({ field: 'profile', sentence });
}

type Parts = {
  readonly form: RequestForm;
  readonly profile: Profile;
  readonly draft: RequestDraft | null;
  readonly csr: Csr;
  readonly commonName: string;
};

function compose(deps: SubmitRequestDeps, { form, profile, draft, csr, commonName }: Parts): Request {
  const now = deps.clock.now();
  const asked = dynamicParameters(profile.version.settings.parameters);
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
    ...{ votes: [], voidings: [], runs: [], extraCertificates: [] },
    ...{
      askedIn: draft?.channel ?? null,
      history: null,
      override: null,
      reminders: [],
      blocked: null,
      madeKey: null,
    },
    ...{ status: 'pending', expiresAt: now + deps.pendingExpiryMs },
  };
}

async function store(
  deps: SubmitRequestDeps,
  profile: Profile,
  request: Request,
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
      return { kind: 'submitted', request };
    }
    case 'id-taken': {
      const winner = await deps.requests.read(request.id);
      if (winner?.requester.user === request.requester.user) return { kind: 'submitted', request: winner };
      throw new Error(`request id ${request.id} is taken by somebody else`);
    }
    case 'guard-failed':
      return { kind: 'profile-changed', profile: await deps.profiles.read(profile.id) };
  }
}
