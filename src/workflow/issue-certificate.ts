import { finishRun, type RunResult } from '../domain/finish-run.js';
import { expireRequest } from '../domain/lapse-request.js';
import type { Profile } from '../domain/profile.js';
import type { Request, RequestIn } from '../domain/request.js';
import { baseOf } from '../domain/request.js';
import { jobId } from '../domain/run.js';
import { startRun } from '../domain/start-run.js';
import { auditRequest } from './audit.js';
import { holdLease } from './hold-lease.js';
import { type HeldState, holdProfileState, type ProfileStateDeps } from './hold-profile-state.js';
import { judgeOutcome, secretMissing } from './judge-outcome.js';
import { keepRunLog, openRunLog } from './keep-run-log.js';
import { keepTrying } from './keep-trying.js';
import type {
  Change,
  Clock,
  ProfileStore,
  RequestStore,
  RunLogStore,
  ScriptStore,
  SecretOpener,
} from './ports.js';
import { type PreparedRun, prepareRun } from './prepare-run.js';
import type { ProgressReporter } from './report-progress.js';
import { guardOfRun, hasRoom, wakeWaiting } from './room-for-run.js';
import type { Runner, RunOutcome } from './runner.js';
import { type WakeDeps, wake } from './wake.js';

export type IssueCertificateDeps = WakeDeps &
  ProfileStateDeps & {
    readonly requests: RequestStore;
    readonly profiles: ProfileStore;
    readonly scripts: ScriptStore;
    readonly runLogs: RunLogStore;
    readonly opener: SecretOpener;
    readonly runner: Runner;
    readonly reporter: ProgressReporter;
    readonly clock: Clock;
    readonly worker: string;
    readonly leaseMs: number;
    readonly leaseRenewMs: number;
  };

/**
 * Run `number` of an approved request: takes it by the swap approved -> issuing, runs the script, checks and
 * stores what came back. Does nothing when the swap is lost: another worker has it, or it was never approved; and
 * nothing yet when the profile keeps state that another run has.
 */
export async function issueCertificate(
  deps: IssueCertificateDeps,
  requestId: string,
  number: number,
): Promise<void> {
  const due = await readDue(deps, requestId, number);
  const state = due && (await holdProfileState(deps, due, number));
  if (!state) return;
  try {
    const taken = await takeRun(deps, due, number);
    if (taken) await runAndConclude(deps, taken, state);
  } finally {
    await state.release();
  }
}

async function runAndConclude(deps: IssueCertificateDeps, taken: Taken, state: HeldState): Promise<void> {
  const { id: requestId, run: number } = taken.request;
  const log = { requestId, run: number };
  deps.log.info(log, 'run started');
  const lease = holdLease(deps, requestId, number);
  try {
    const result = await bringResult(deps, taken, state);
    await conclude(deps, requestId, number, result);
    await wakeWaiting(deps, taken.request);
    deps.log.info({ ...log, result: result.kind }, 'run ended');
  } finally {
    await lease.stop();
  }
}

type Taken = { readonly request: RequestIn<'issuing'>; readonly prepared: PreparedRun | null };

/** The request, if run `number` of it is still to be started. */
async function readDue(
  deps: IssueCertificateDeps,
  requestId: string,
  number: number,
): Promise<RequestIn<'approved'> | null> {
  const seen = await deps.requests.read(requestId);
  return seen?.status === 'approved' && seen.runs.length + 1 === number ? seen : null;
}

/** Reads all that a run needs, then swaps. Null: this run is not ours, or there is nothing to run any more. */
async function takeRun(
  deps: IssueCertificateDeps,
  seen: RequestIn<'approved'>,
  number: number,
): Promise<Taken | null> {
  const profile = await deps.profiles.read(seen.snapshot.profile.id);
  if (profile && !(await hasRoom(deps, profile))) return null;
  const prepared = profile && (await prepareRun(deps, seen, profile));
  const now = deps.clock.now();
  const changed = await deps.requests.update(seen.id, (request) => swap(deps, request, profile, number, now));
  if (changed.kind === 'guard-failed') {
    const again = await readDue(deps, seen.id, number);
    return again && takeRun(deps, again, number);
  }
  if (changed.kind !== 'changed') return null;
  await wake(deps, changed.record);
  return changed.record.status === 'issuing' ? { request: changed.record, prepared } : null;
}

function swap(
  deps: IssueCertificateDeps,
  request: Request,
  profile: Profile | null,
  number: number,
  now: number,
): Change<Request, 'not-mine'> {
  if (request.status !== 'approved' || request.runs.length + 1 !== number) return { refusal: 'not-mine' };
  const entry = { at: now, actor: { system: deps.worker }, surface: 'worker' } as const;
  if (now >= request.expiresAt) {
    const next = expireRequest(request, now);
    return { next, audit: auditRequest(next, { ...entry, action: 'request.expired' }) };
  }
  if (profile?.status !== 'enabled') {
    const why = `profile-${profile?.status ?? 'deleted'}`;
    const ended = { sealed: {}, changedAt: now, cancelledBy: null, why, cancelledAt: now };
    const next: Request = { ...baseOf(request), ...ended, status: 'cancelled' };
    return { next, audit: auditRequest(next, { ...entry, action: 'request.cancelled', facts: { why } }) };
  }
  const next = startRun(request, { worker: deps.worker, now, leaseMs: deps.leaseMs });
  const audit = auditRequest(next, { ...entry, action: 'request.run-started', facts: { run: number } });
  return { next, audit, guard: guardOfRun(profile) };
}

/** Everything up to the CA's answer and its check. What could not be prepared never reached the CA: a failure. */
async function bringResult(deps: IssueCertificateDeps, taken: Taken, state: HeldState): Promise<RunResult> {
  const { request, prepared } = taken;
  if (!prepared || state.archive === null) return secretMissing(request, deps.clock.now());
  const progress = deps.reporter.begin(request);
  const runLog = openRunLog(request, prepared.secrets, progress.say);
  const { csr, commonName, timeLimitMs } = request.snapshot;
  const ended = await deps.runner
    .run({
      ...{ runId: jobId(request.id, request.run), script: prepared.script, args: prepared.args },
      ...{ csr: csr.pem, commonName, timeLimitMs, ...runLog.heard },
      ...(state.archive === undefined ? {} : { state: state.archive }),
    })
    .finally(() => progress.stop());
  const outcome = withNote(ended, await state.keep(ended));
  const now = deps.clock.now();
  const log = runLog.end(outcome, now);
  const [result] = await Promise.all([judgeOutcome(request, outcome, log, now), keepRunLog(deps, log)]);
  return result;
}

/** What admins should know of the state stands where they look: below what the script printed. */
export function withNote(outcome: RunOutcome, note: string): RunOutcome {
  if (note === '') return outcome;
  const { output } = outcome;
  const end = output.text === '' || output.text.endsWith('\n') ? '' : '\n';
  return { ...outcome, output: { ...output, text: `${output.text}${end}Countersign: ${note}\n` } };
}

/** Stores the result before anybody is told. A result that nobody waits for any more changes nothing. */
async function conclude(
  deps: IssueCertificateDeps,
  requestId: string,
  number: number,
  result: RunResult,
): Promise<void> {
  const now = deps.clock.now();
  const change = (request: Request): Change<Request, 'changes-nothing'> => {
    const next = finishRun(request, number, result, now);
    if (!next) return { refusal: 'changes-nothing' };
    const entry = { at: now, actor: { system: deps.worker }, surface: 'worker' } as const;
    return {
      next,
      audit: auditRequest(next, { ...entry, action: `request.run-${result.kind}`, facts: { run: number } }),
    };
  };
  const changed = await keepTrying(deps, { requestId, run: number }, () =>
    deps.requests.update(requestId, change),
  );
  if (changed.kind === 'changed') await wake(deps, changed.record);
}
