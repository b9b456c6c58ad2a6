import type { Certificate } from '../domain/certificate.js';
import type { RunResult } from '../domain/finish-run.js';
import type { Profile } from '../domain/profile.js';
import {
  endTest,
  type ProfileTest,
  startTestRun,
  TEST_RUN,
  type TestedCertificate,
  type TestResult,
} from '../domain/profile-test.js';
import { jobId } from '../domain/run.js';
import { type HeldState, holdProfileState, type ProfileStateDeps } from './hold-profile-state.js';
import { withNote } from './issue-certificate.js';
import { judgeOutcome, secretMissing } from './judge-outcome.js';
import { keepRunLog, openRunLog } from './keep-run-log.js';
import { keepTrying } from './keep-trying.js';
import type { Clock, ProfileStore, RequestStore, RunLogStore, ScriptStore, SecretOpener } from './ports.js';
import { prepareRun } from './prepare-run.js';
import type { ProfileTestStore } from './profile-tests.js';
import { renewRegularly } from './renew-regularly.js';
import { hasRoom } from './room-for-run.js';
import type { Runner } from './runner.js';
import { auditTest } from './start-test.js';
import { type TellTestDeps, tellTest } from './tell-test.js';

export type RunTestDeps = ProfileStateDeps &
  TellTestDeps & {
    readonly tests: ProfileTestStore;
    readonly profiles: ProfileStore;
    readonly requests: RequestStore;
    readonly scripts: ScriptStore;
    readonly runLogs: RunLogStore;
    readonly opener: SecretOpener;
    readonly runner: Runner;
    readonly clock: Clock;
    readonly worker: string;
  };

/**
 * Runs a test that waits, at most once: as a request's run in everything but that nobody gets the certificate. It
 * never waits for other runs of its profile: where it would have to, it ends without having run.
 */
export async function runTest(deps: RunTestDeps, testId: string): Promise<void> {
  const test = await deps.tests.read(testId);
  if (test?.state.kind !== 'waiting') return;
  const profile = await deps.profiles.read(test.snapshot.profile.id);
  const isSame = profile?.status !== 'deleted' && profile?.version.number === test.snapshot.profile.version;
  if (!profile || !isSame) return refuse(deps, test, 'profile-changed');
  if (!(await hasRoom(deps, profile))) return refuse(deps, test, 'no-room');
  const state = await holdProfileState(deps, test, TEST_RUN);
  if (!state) return refuse(deps, test, 'state-in-use');
  try {
    const taken = await take(deps, test);
    if (taken) await runAndTell(deps, taken, { profile, state });
  } finally {
    await state.release();
  }
}

type NotRun = Extract<TestResult, { kind: 'not-run' }>['why'];

async function refuse(deps: RunTestDeps, test: ProfileTest, why: NotRun): Promise<void> {
  await end(deps, test, { kind: 'not-run', why });
}

/** Null: another worker has it. */
function take(deps: RunTestDeps, { id }: ProfileTest): Promise<ProfileTest | null> {
  const { worker, leaseMs } = deps;
  const now = deps.clock.now();
  return deps.tests.update(id, (test) => {
    const next = startTestRun(test, { worker, now, leaseMs });
    if (!next) return { refusal: 'not waiting' };
    return { next, audit: auditTest(next, 'profile.test-started', { system: worker }, now) };
  });
}

type Has = { readonly profile: Profile; readonly state: HeldState };

async function runAndTell(deps: RunTestDeps, test: ProfileTest, has: Has): Promise<void> {
  deps.log.info({ testId: test.id }, 'test started');
  const lease = renewRegularly(deps.leaseRenewMs, () => renew(deps, test));
  try {
    const result = await bringResult(deps, test, has);
    await end(deps, test, resultOf(result));
    deps.log.info({ testId: test.id, result: result.kind }, 'test ended');
  } finally {
    await lease.stop();
  }
}

/** A lease that was lost does not end the run: its late result is told, too. */
async function renew(deps: RunTestDeps, { id }: ProfileTest): Promise<void> {
  const leaseEnds = deps.clock.now() + deps.leaseMs;
  const renewed = deps.tests.update(id, (test) =>
    test.state.kind === 'running' && test.state.worker === deps.worker
      ? { next: { ...test, state: { ...test.state, leaseEnds } }, audit: null }
      : { refusal: 'not running here' },
  );
  await renewed.catch((err: unknown) => deps.log.warn({ testId: id, err }, 'lease of a test not renewed'));
}

async function bringResult(
  deps: RunTestDeps,
  test: ProfileTest,
  { profile, state }: Has,
): Promise<RunResult> {
  const prepared = await prepareRun(deps, test, profile);
  const subject = { ...test, run: TEST_RUN };
  if (!prepared || state.archive === null) return secretMissing(subject, deps.clock.now());
  const runLog = openRunLog(subject, prepared.secrets, () => undefined);
  const { csr, commonName, timeLimitMs } = test.snapshot;
  const ended = await deps.runner.run({
    ...{ runId: jobId(test.id, TEST_RUN), script: prepared.script, args: prepared.args },
    ...{ csr: csr.pem, commonName, timeLimitMs, ...runLog.heard },
    ...(state.archive === undefined ? {} : { state: state.archive }),
  });
  const outcome = withNote(ended, await state.keep(ended));
  const now = deps.clock.now();
  const log = runLog.end(outcome, now);
  const [result] = await Promise.all([judgeOutcome(subject, outcome, log, now), keepRunLog(deps, log)]);
  return result;
}

/** The result without what the certificate could be used by. */
function resultOf(result: RunResult): TestResult {
  switch (result.kind) {
    case 'issued':
      return { kind: 'issued', certificate: factsOf(result.certificate) };
    case 'failed': {
      const { code, class: kind, faults, withheld } = result.failure;
      return { kind: 'failed', code, class: kind, faults, withheld: withheld && factsOf(withheld) };
    }
    case 'unknown':
      return { kind: 'unknown', why: result.why === 'timed-out' ? 'timed-out' : 'lost' };
  }
}

function factsOf(certificate: Certificate): TestedCertificate {
  const { names, issuer, serial, notBefore, notAfter, fingerprintSha256 } = certificate;
  return { names, issuer, serial, notBefore, notAfter, fingerprintSha256 };
}

/** Stores the result, then tells it; what cannot be told now is found later. */
async function end(deps: RunTestDeps, { id }: ProfileTest, result: TestResult): Promise<void> {
  const [{ worker }, now] = [deps, deps.clock.now()];
  const ended = await keepTrying(deps, { testId: id }, () =>
    deps.tests.update(id, (test) => {
      const next = endTest(test, { worker, now, result });
      if (!next) return { refusal: 'over' };
      const facts = { result: result.kind, serial: serialOf(result) };
      return { next, audit: auditTest(next, 'profile.test-ended', { system: worker }, now, facts) };
    }),
  );
  if (ended) await tellTest(deps, id);
}

/** What the CA issued, whether it passed the checks or not. */
function serialOf(result: TestResult): string | null {
  if (result.kind === 'issued') return result.certificate.serial;
  return result.kind === 'failed' ? (result.withheld?.serial ?? null) : null;
}
