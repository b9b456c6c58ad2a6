import { mostStateBytes } from '../domain/profile-state.js';
import type { Request } from '../domain/request.js';
import { keepTrying } from './keep-trying.js';
import type {
  DueRun,
  EventLog,
  IssueQueue,
  KeptState,
  ProfileStateStore,
  StateBox,
  StateLock,
} from './ports.js';
import { renewRegularly } from './renew-regularly.js';
import type { RunOutcome } from './runner.js';

export type ProfileStateDeps = {
  readonly states: ProfileStateStore;
  readonly stateBox: StateBox;
  readonly issueQueue: IssueQueue;
  readonly log: EventLog;
  readonly leaseMs: number;
  readonly leaseRenewMs: number;
};

/** The state of a profile in the hands of the one run that may have it. */
export type HeldState = {
  /** What the runner is given; undefined: the profile keeps none; null: it is there and does not open. */
  readonly archive: string | null | undefined;
  /** Keeps what the script left. Gives what admins should know, or ''; never throws, for the certificate's sake. */
  keep(outcome: RunOutcome): Promise<string>;
  /** Lets the next run have it, and wakes those that wait. Never throws. */
  release(): Promise<void>;
};

const noState: HeldState = { archive: undefined, keep: async () => '', release: async () => undefined };

/**
 * Locks and opens the state of the request's profile for run `run`. Null: another run has it; the request stays
 * approved and is woken when that run ends, or found by recovery if its worker dies. Throws when the store is away.
 */
export async function holdProfileState(
  deps: ProfileStateDeps,
  request: { readonly id: string; readonly snapshot: Pick<Request['snapshot'], 'keepsState' | 'profile'> },
  run: number,
): Promise<HeldState | null> {
  const { keepsState, profile } = request.snapshot;
  if (!keepsState) return noState;
  const due: DueRun = { requestId: request.id, run };
  const lock = await deps.states.lock(profile.id, due, deps.leaseMs);
  if (!lock) {
    deps.log.info({ ...due, profile: profile.id }, 'run waits for the state of its profile');
    return null;
  }
  const holding = renewRegularly(deps.leaseRenewMs, () => renew(deps, lock, due));
  const release = async () => {
    await holding.stop();
    await letGo(deps, lock, due);
  };
  try {
    const kept = await deps.states.read(profile.id);
    const archive = open(deps, kept, profile.id, due);
    return {
      archive,
      release,
      keep: (outcome) => keep(deps, { profileId: profile.id, due, kept, archive }, outcome),
    };
  } catch (err) {
    await release();
    throw err;
  }
}

function open(deps: ProfileStateDeps, kept: KeptState | null, profileId: string, due: DueRun): string | null {
  try {
    return kept ? deps.stateBox.open(kept.sealed, profileId) : '';
  } catch (err) {
    deps.log.error({ ...due, profile: profileId, err }, 'the state of the profile does not open');
    return null;
  }
}

/** A lock that was lost does not end the run; what it leaves is kept only if no other run has kept something. */
async function renew(deps: ProfileStateDeps, lock: StateLock, due: DueRun): Promise<void> {
  try {
    if (!(await lock.renew(deps.leaseMs))) deps.log.warn(due, 'lock of the state is gone');
  } catch (err) {
    deps.log.warn({ ...due, err }, 'lock of the state not renewed');
  }
}

async function letGo(deps: ProfileStateDeps, lock: StateLock, due: DueRun): Promise<void> {
  try {
    for (const { requestId, run } of await lock.release()) await deps.issueQueue.add(requestId, run, true);
  } catch (err) {
    deps.log.warn({ ...due, err }, 'those that wait for the state were not woken, recovery will find them');
  }
}

type Held = {
  readonly profileId: string;
  readonly due: DueRun;
  readonly kept: KeptState | null;
  readonly archive: string | null;
};

async function keep(deps: ProfileStateDeps, held: Held, outcome: RunOutcome): Promise<string> {
  const left = 'state' in outcome ? outcome.state : undefined;
  if (!left || left.archive === null || left.archive === held.archive) return left?.note ?? '';
  if (left.archive.length > mostStateBytes)
    return 'the state that the script left was not kept: it is too large';
  const { profileId, due, kept } = held;
  const sealed = deps.stateBox.seal(left.archive, profileId);
  try {
    const replace = () => deps.states.replace(profileId, kept?.version ?? null, sealed);
    if (await keepTrying(deps, due, replace)) return left.note;
    return 'the state that the script left was not kept: that of before was forgotten or replaced meanwhile';
  } catch (err) {
    deps.log.error({ ...due, profile: profileId, err }, 'state not kept');
    return 'the state that the script left was not kept: the store did not take it';
  }
}
