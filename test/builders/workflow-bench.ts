import { randomBytes } from 'node:crypto';
import { readCsr } from '../../src/domain/csr.js';
import { digestOf } from '../../src/domain/digest.js';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import type { Request } from '../../src/domain/request.js';
import { takeSnapshot } from '../../src/domain/snapshot.js';
import { createOpener, createStateBox } from '../../src/redis/secret-box.js';
import type { Directory } from '../../src/workflow/ports.js';
import type { RunInput, RunOutcome } from '../../src/workflow/runner.js';
import { anEntry, type StorePair, silentLog } from '../redis/store-pair.js';
import { aDirectory } from './directory.js';
import { aCa, aCertificate, aCsr } from './pki.js';
import { aProfile, ben, eve } from './profile.js';
import { aRequest, type RequestOverrides } from './request.js';
import { aScript } from './script.js';

export type Person = typeof eve;
export const person = (user: string): Person => ({ ...eve, user });
export const [amy, abe, eli] = [person('U0AMY'), person('U0ABE'), person('U0ELI')];

export const csrPem = aCsr({ commonName: 'web.example.com' }).pem;
const ca = aCa();
/** Different certificates that fit the bench's CSR. */
export const certificates = [1, 2, 3, 4, 5].map(() => aCertificate({ ca, csr: { pem: csrPem } }).pem);

const output = { text: '', leftOutBytes: 0 };
export const returned = (certificate: string): RunOutcome => ({ kind: 'returned', certificate, output });
export const raised: RunOutcome = { kind: 'failed', cause: 'raised', firstLine: 'no', detail: '', output };
export const lost: RunOutcome = { kind: 'lost', reason: 'gone', output };
export const timedOut: RunOutcome = { kind: 'timed-out', afterMs: 60_000, output };

/** A run that the workflow started and that ends when the test says how. */
export type OpenRun = {
  readonly runId: string;
  readonly mayLiveUntil: number;
  end(outcome: RunOutcome): void;
};

/**
 * Two processes' worth of dependencies over one workspace in a real Redis: a clock that stands still, a runner
 * whose runs the test ends (`started` has every run id, `open` those under way), queues that write down what was added.
 */
export function aWorkflowBench(stores: StorePair, directory: Directory = aDirectory()) {
  const time = { now: Date.now() };
  const open: OpenRun[] = [];
  const started: string[] = [];
  const woken = { issue: [] as string[], announce: [] as string[] };
  const run = (input: RunInput) =>
    new Promise<RunOutcome>((end) => {
      started.push(input.runId);
      open.push({ runId: input.runId, mayLiveUntil: time.now + input.timeLimitMs, end });
    });
  const depsOf = (worker: 'one' | 'two') => ({
    ...stores[worker],
    ...{ directory, worker, log: silentLog, clock: { now: () => time.now } },
    ...{
      runner: { run, close: async () => undefined },
      reporter: { begin: () => ({ say: () => undefined, stop: () => undefined }) },
      opener: createOpener([]),
      stateBox: createStateBox([{ name: 'bench', key: Buffer.alloc(32, 1) }]),
    },
    issueQueue: { add: async (id: string, number: number) => void woken.issue.push(`${id}-${number}`) },
    announceQueue: { add: async (id: string) => void woken.announce.push(id) },
    admins: { users: [ben.user], groups: [] },
    ...{
      approvalExpiryMs: 3_600_000,
      pendingExpiryMs: 86_400_000,
      remindMs: 14_400_000,
      leaseMs: 30_000,
      leaseRenewMs: 3_600_000,
    },
    ...{ keepSensitiveMs: 7_200_000, runGraceMs: 5000 },
  });
  return { ...{ time, open, started, woken }, one: depsOf('one'), two: depsOf('two') };
}

export type WorkflowBench = ReturnType<typeof aWorkflowBench>;

/** A stored profile without sensitive values whose script is kept, too. */
export async function aStoredProfile(
  { one }: StorePair,
  settings: Partial<ProfileSettings> = {},
): Promise<Profile> {
  const hash = await one.scripts.keep(aScript());
  const id = `p-${randomBytes(5).toString('hex')}`;
  const script = { name: 'local_ca', hash };
  const profile = aProfile({ id, settings: { name: id, parameters: [], script, ...settings }, sealed: {} });
  const created = await one.profiles.create(profile, anEntry({ subject: { kind: 'profile', id } }));
  if (created !== 'created') throw new Error(`profile not created: ${created}`);
  return profile;
}

let count = 0;

/** A stored pending request of eve's for that profile. */
export async function aStoredRequest(
  bench: WorkflowBench,
  profile: Profile,
  more: RequestOverrides<'pending'> = {},
): Promise<Request> {
  const read = await readCsr(csrPem);
  if (!read.ok) throw new Error('the CSR of the bench is refused');
  const { csr } = read;
  const wish = { csr, commonName: 'web.example.com', names: csr.names, dynamicValues: {}, dynamicMarks: {} };
  const snapshot = takeSnapshot(profile, wish);
  const { now } = bench.time;
  const request = aRequest({
    ...{ id: `0000-${String(++count).padStart(4, '0')}`, snapshot, digest: digestOf(snapshot) },
    ...{ createdAt: now, changedAt: now, expiresAt: now + 3_600_000, ...more },
  });
  const guard = { kind: 'profile', id: profile.id, revision: profile.revision } as const;
  const created = await bench.one.requests.create(request, anEntry(), guard);
  if (created !== 'created') throw new Error(`request not created: ${created}`);
  return request;
}
