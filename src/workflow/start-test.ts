import { approvedNames } from '../domain/approved-names.js';
import type { Actor, AuditEntry } from '../domain/audit-entry.js';
import { type Csr, readCsr } from '../domain/csr.js';
import type { RequestDraft } from '../domain/draft.js';
import { judgePolicy } from '../domain/judge-policy.js';
import { keyTypes } from '../domain/key-type.js';
import type { KeyWish } from '../domain/key-wish.js';
import { type Name, nameOfHost } from '../domain/names.js';
import { dynamicParameters } from '../domain/parameter.js';
import type { Person, Roster } from '../domain/person.js';
import { explainPolicyRefusal } from '../domain/policy-refusal.js';
import { containsPrivateKey } from '../domain/private-key.js';
import type { Profile } from '../domain/profile.js';
import type { ProfileTest } from '../domain/profile-test.js';
import { takeSnapshot } from '../domain/snapshot.js';
import { wishedCsr } from '../domain/wished-csr.js';
import { valueFaults } from './check-request-form.js';
import type {
  Change,
  Clock,
  Directory,
  DraftStore,
  EventLog,
  ProfileNewsWake,
  ProfileStore,
} from './ports.js';
import type { ProfileTestStore, TestQueue } from './profile-tests.js';
import { type AdminRefusal, refuseAdmin } from './refuse-admin.js';

export type StartTestDeps = {
  readonly profiles: ProfileStore;
  readonly tests: ProfileTestStore;
  readonly drafts: DraftStore;
  readonly testQueue: TestQueue;
  readonly directory: Directory;
  readonly admins: Roster;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly profileNews: ProfileNewsWake;
  /** The CSR of a new key that nobody keeps. PEM. */
  readonly throwAwayCsr: (wish: KeyWish) => Promise<string>;
};

/** A filled-in test form. `id` is the draft's id and becomes the test's; `version` is what was shown. */
export type TestForm = {
  readonly id: string;
  readonly tester: Person;
  readonly profileId: string;
  readonly version: number;
  readonly name: string;
  readonly dynamicValues: Readonly<Record<string, string>>;
};

export type TestFault = {
  readonly field: 'name' | { readonly parameter: string };
  readonly sentence: string;
};

export type StartTestResult =
  | { readonly kind: 'started'; readonly test: ProfileTest }
  | { readonly kind: 'faults'; readonly faults: readonly TestFault[] }
  | { readonly kind: 'profile-changed' }
  | { readonly kind: 'refused'; readonly refusal: AdminRefusal };

/**
 * Announces the test of a profile and queues it, or lists every fault at its field. Only for admins; also of a
 * profile that is disabled. The same form twice is one test.
 */
export async function startTest(deps: StartTestDeps, form: TestForm): Promise<StartTestResult> {
  const refusal = await refuseAdmin(deps, form.tester);
  if (refusal) return { kind: 'refused', refusal };
  const existing = await deps.tests.read(form.id);
  if (existing?.tester.user === form.tester.user) return { kind: 'started', test: existing };
  const profile = await deps.profiles.read(form.profileId);
  if (!profile || profile.status === 'deleted' || profile.version.number !== form.version)
    return { kind: 'profile-changed' };
  const held = await deps.drafts.read(form.id);
  const draft = held?.kind === 'request' && held.user === form.tester.user ? held : null;
  const wish = wishOf(profile, form.name);
  const faults = [...(wish.ok ? [] : wish.faults), ...badValues(form, profile, draft)];
  if (!wish.ok || faults.length > 0) return { kind: 'faults', faults };
  const read = await readCsr(await deps.throwAwayCsr(wish.wish));
  if (!read.ok) throw new Error('the CSR of the throw-away key is none');
  const test = compose(form, { profile, draft, csr: read.csr, now: deps.clock.now() });
  if (!(await announce(deps, test))) return { kind: 'profile-changed' };
  return begin(deps, test);
}

function badValues(form: TestForm, profile: Profile, draft: RequestDraft | null): readonly TestFault[] {
  return valueFaults({ form, profile, draft }).flatMap(({ field, sentence }) =>
    typeof field === 'object' && 'parameter' in field ? [{ field, sentence }] : [],
  );
}

type WishedName =
  | { readonly ok: true; readonly wish: KeyWish }
  | { readonly ok: false; readonly faults: readonly TestFault[] };

/** A key of the first kind that the policy takes, for that one name; else what the policy has against the name. */
function wishOf({ version }: Profile, typed: string): WishedName {
  const refuse = (sentences: readonly string[]): WishedName => ({
    ok: false,
    faults: sentences.map((sentence) => ({ field: 'name', sentence })),
  });
  if (containsPrivateKey(typed))
    return refuse([
      'This holds a private key. It was not stored, but it went through Slack: consider it compromised and make a new one.',
    ]);
  const name = nameOfHost(typed.trim());
  if (!name) return refuse(['Type a host name, such as test.example.com, or an IP address.']);
  const judged = keyTypes.map((keyType) => {
    const wish = wishFor(keyType, name);
    const subject = { csr: wishedCsr(wish), commonName: name.value, names: [name] };
    return { wish, refusals: judgePolicy(version.settings.policy, subject) };
  });
  const [best] = judged.toSorted((a, b) => a.refusals.length - b.refusals.length);
  if (!best) throw new Error('there is no kind of key');
  return best.refusals.length === 0
    ? { ok: true, wish: best.wish }
    : refuse(best.refusals.map(explainPolicyRefusal));
}

/** RFC 5280 A.1: a common name has at most 64 characters. */
function wishFor(keyType: KeyWish['keyType'], name: Name): KeyWish {
  const subject = name.value.length > 64 ? [] : [{ type: 'CN', value: name.value }];
  return { keyType, commonName: name.value, subject, names: [name] };
}

function compose(
  form: TestForm,
  has: {
    readonly profile: Profile;
    readonly draft: RequestDraft | null;
    readonly csr: Csr;
    readonly now: number;
  },
): ProfileTest {
  const { profile, draft, csr, now } = has;
  const asked = dynamicParameters(profile.version.settings.parameters);
  const commonName = csr.names[0]?.value ?? form.name.trim();
  const plain = asked.filter(({ sensitive }) => !sensitive).map(({ name }) => name);
  const secret = new Set(asked.filter(({ sensitive }) => sensitive).map(({ name }) => name));
  const held = Object.entries(draft?.sealed[profile.id] ?? {}).filter(([name]) => secret.has(name));
  return {
    ...{ format: 1, id: form.id, tester: form.tester, createdAt: now, state: { kind: 'waiting' } },
    snapshot: takeSnapshot(profile, {
      ...{ csr, commonName, names: approvedNames(csr, commonName) },
      dynamicValues: Object.fromEntries(plain.map((name) => [name, (form.dynamicValues[name] ?? '').trim()])),
      dynamicMarks: Object.fromEntries(held.map(([name, { mark }]) => [name, mark])),
    }),
    sealed: Object.fromEntries(held.map(([name, { sealed }]) => [name, sealed])),
  };
}

/** In the profile's news before anything can run. False: the profile moved on. */
async function announce(deps: StartTestDeps, test: ProfileTest): Promise<boolean> {
  const { profile, commonName } = test.snapshot;
  const changed = await deps.profiles.update(profile.id, (current): Change<Profile, 'moved-on' | 'known'> => {
    if (current.status === 'deleted' || current.version.number !== profile.version)
      return { refusal: 'moved-on' };
    const id = `test-${test.id}`;
    if (current.news.some((news) => news.id === id)) return { refusal: 'known' };
    const { createdAt: at, tester: by } = test;
    const news = [...current.news, { id, at, by, kind: 'tested', commonName } as const];
    return { next: { ...current, news }, audit: auditTest(test, 'profile.test-asked', by, at) };
  });
  return changed.kind === 'changed' || (changed.kind === 'refused' && changed.refusal === 'known');
}

async function begin(deps: StartTestDeps, test: ProfileTest): Promise<StartTestResult> {
  const { tester, createdAt } = test;
  const isNew = await deps.tests.create(test, auditTest(test, 'profile.test-queued', tester, createdAt));
  deps.profileNews.wake(test.snapshot.profile.id);
  if (isNew)
    deps.log.info({ testId: test.id, profileId: test.snapshot.profile.id }, 'test of a profile queued');
  await deps.testQueue.addTest(test.id).catch((err: unknown) => {
    deps.log.warn({ testId: test.id, err }, 'test not queued yet, it will be found');
  });
  await deps.drafts.remove(test.id).catch((err: unknown) => {
    deps.log.warn({ testId: test.id, err }, 'draft not removed, it will expire');
  });
  return { kind: 'started', test };
}

/** An entry that says that it was a test, of which profile and for which name. */
export function auditTest(
  { id, snapshot }: ProfileTest,
  action: string,
  actor: Actor,
  at: number,
  facts: AuditEntry['facts'] = {},
): AuditEntry {
  const { profile, commonName } = snapshot;
  return {
    ...{ format: 1, at, actor, surface: 'system' in actor ? 'worker' : 'slack', action },
    subject: { kind: 'profile', id: profile.id },
    facts: { test: id, name: profile.name, version: profile.version, commonName, ...facts },
  };
}
