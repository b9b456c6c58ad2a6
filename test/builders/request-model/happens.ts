import type { Act, Step } from './acts.js';
import { end, expire, lookAtVoters, recover, work } from './machines.js';
import { approvers, type ModelRequest, type Shown, shownIn, standing, type World } from './model.js';
import { cancel, override, retry, settle, submit, vote, withdraw } from './people.js';

/**
 * What the world may be after a step. Things that happen at once have happened one after the other, in any order;
 * work that is done again later may also have lost the race and done nothing yet.
 */
export function worldsAfter(world: World, step: Step): readonly World[] {
  const shown = shownIn(world);
  const [first, second] = step.acts.map(({ what }) => what);
  const said = (after: World) => (step.announcers === 0 ? after : tell(after));
  if (!first) return [said(world)];
  if (!second) return [said(apply(world, first, shown))];
  const orders = [
    [first, second],
    [second, first],
    ...(isDoneAgain(first) ? [[second]] : []),
    ...(isDoneAgain(second) ? [[first]] : []),
  ];
  return orders.map((acts) => said(acts.reduce((now, act) => apply(now, act, shown), world)));
}

function isDoneAgain({ act }: Act): boolean {
  return act === 'recover' || act === 'remind' || act === 'check';
}

function apply(world: World, what: Act, shown: Shown): World {
  switch (what.act) {
    case 'submit':
      return submit(world, shown);
    case 'vote':
      return vote(world, what, shown);
    case 'withdraw':
      return withdraw(world, what, shown);
    case 'cancel':
      return cancel(world, what);
    case 'override':
      return override(world, what, shown);
    case 'retry':
      return retry(world, what);
    case 'settle':
      return settle(world, what);
    default:
      return applyElse(world, what, shown);
  }
}

function applyElse(world: World, what: Act, shown: Shown): World {
  switch (what.act) {
    case 'work':
      return work(world, shown);
    case 'end':
      return end(world, what.how);
    case 'recover':
      return recover(world);
    case 'expire':
      return expire(world);
    case 'remind':
    case 'check':
      return lookAtVoters(world, what.act === 'remind');
    case 'change':
      return { ...world, version: world.version + 1, settings: what.settings };
    case 'enable':
    case 'disable':
      return { ...world, isEnabled: what.act === 'enable' };
    case 'wait':
      return { ...world, now: world.now + what.ms };
    case 'leave':
      return { ...world, left: toggled(world.left, what.who) };
    default:
      throw new Error(`the model does not know ${what.act}`);
  }
}

/** Whoever left comes back when they leave once more. */
function toggled(left: readonly string[], who: string): readonly string[] {
  return left.includes(who) ? left.filter((user) => user !== who) : [...left, who];
}

/** The thread has said, once, all that there was to say at any time. */
function tell(world: World): World {
  const due = world.request ? dueIn(world.request) : [];
  return { ...world, said: [...world.said, ...due.filter((key) => !world.said.includes(key))] };
}

function dueIn(request: ModelRequest): readonly string[] {
  const { status, votes, voidings, override: glass, reminders, blocked, runs, retriedBy } = request;
  const notices = approvers.users.filter((user) => user !== glass?.by);
  const isPending = status === 'pending';
  return [
    ...votes.flatMap(({ decision, hasReason, isWithdrawn }, index) => [
      ...(decision === 'approve' && hasReason ? [`vote-${index + 1}`] : []),
      ...(isWithdrawn ? [`vote-withdrawn-${index + 1}`] : []),
    ]),
    ...voidings.map((to) => `votes-void-${to}`),
    ...(glass ? ['override', ...notices.map((user) => `override-notice-${user}`)] : []),
    ...(isPending && reminders > 0 ? [`reminder-${reminders}`] : []),
    ...(isPending && blocked ? [`blocked-${blocked.since}`] : []),
    ...(status === 'approved' && retriedBy ? [`retried-${runs.length + 1}`] : []),
    ...(status === 'issued' ? ['certificate'] : []),
    ...(status === 'failed' ? [`failed-${request.failedRun}`] : []),
    ...(status === 'unknown' ? [`unknown-${runs.length}`] : []),
    ...(status === 'denied' || status === 'cancelled' || status === 'expired' ? [status] : []),
    ...request.extras.map((run) => `extra-${run}`),
  ];
}

/** What has to be the same in the record, as text that can be compared. */
export function describeWorld({ request, said }: World): object {
  if (!request) return { request: null, said: [...said].sort() };
  const { status, version, votes, reminders, override: glass, runs, extras, certificate } = request;
  const waits = status === 'pending' || status === 'approved';
  return {
    ...{ status, version, reminders, override: glass?.by ?? null, certificate, extras },
    votes: votes.map(
      ({ by, decision, isWithdrawn }) => `${by} ${decision}${isWithdrawn ? ' withdrawn' : ''}`,
    ),
    standing: standing(request).map(({ by }) => by),
    expiresAt: waits ? request.expiresAt : null,
    ...{ remindAt: status === 'pending' ? request.remindAt : null },
    ...{ blocked: status === 'pending' ? request.blocked : null },
    ...{ retriedBy: status === 'approved' ? request.retriedBy : null },
    ...{ retryAfter: status === 'unknown' ? request.retryAfter : null },
    runs: runs.map(({ end: how }) => how),
    said: [...said].sort(),
  };
}
