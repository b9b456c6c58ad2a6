import { setTimeout as sleep } from 'node:timers/promises';
import { cancelRequest } from '../../../src/workflow/cancel-request.js';
import { castVote } from '../../../src/workflow/cast-vote.js';
import { expireRequests } from '../../../src/workflow/expire-requests.js';
import { issueCertificate } from '../../../src/workflow/issue-certificate.js';
import { overrideRequest } from '../../../src/workflow/override-request.js';
import { recoverRequests } from '../../../src/workflow/recover-requests.js';
import { checkVoters, remindApprovers } from '../../../src/workflow/remind-approvers.js';
import { retryRequest } from '../../../src/workflow/retry-request.js';
import { settleUnknown } from '../../../src/workflow/settle-unknown.js';
import { submitRequest } from '../../../src/workflow/submit-request.js';
import { withdrawVote } from '../../../src/workflow/withdraw-vote.js';
import { anEntry } from '../../redis/store-pair.js';
import { certificates, csrPem, lost, person, raised, returned, timedOut } from '../workflow-bench.js';
import type { Act, Process, Step } from './acts.js';
import { ATTACHED, eve } from './model.js';
import { announce, ID, policyOf, type Reality } from './reality.js';

type Look = {
  readonly digest: string;
  readonly firstDigest: string;
  readonly profile: number;
  readonly run: number;
};

/** What people see before they act. */
async function look({ bench, profile, first }: Reality): Promise<Look> {
  const request = await bench.one.requests.read(ID);
  if (request && !first.digest) first.digest = request.digest;
  const now = await bench.one.profiles.read(profile.id);
  return {
    ...{ digest: request?.digest ?? '', firstDigest: first.digest },
    ...{ profile: now?.version.number ?? 0, run: (request?.runs.length ?? 0) + 1 },
  };
}

/** All that a step says, at the same time; then the thread is brought up to date by one process or by both. */
export async function happen(reality: Reality, step: Step): Promise<void> {
  const shown = await look(reality);
  await Promise.all(step.acts.map(({ on, what }) => perform(reality, on, what, shown)));
  const announcers = (['two', 'one'] as const).slice(0, step.announcers);
  await Promise.all(announcers.map((on) => announce(reality, on)));
}

async function perform(reality: Reality, on: Process, what: Act, shown: Look): Promise<unknown> {
  const { bench, profile } = reality;
  const deps = {
    ...bench[on],
    channels: { reach: async () => ({ kind: 'member' as const }) },
    botName: 'bot',
  };
  const isStale = 'isStale' in what && what.isStale;
  const about = { requestId: ID, shownDigest: isStale ? shown.firstDigest : shown.digest };
  switch (what.act) {
    case 'submit': {
      const form = {
        id: ID,
        requester: person(eve),
        profileId: profile.id,
        profileVersion: shown.profile,
      };
      const wish = { commonName: '', csrText: csrPem, csrFile: null, dynamicValues: {}, reason: '' };
      return submitRequest(deps, { ...form, ...wish });
    }
    case 'vote': {
      const { by, decision, hasReason } = what;
      const reason = hasReason ? 'because' : null;
      return castVote(deps, { ...about, approver: person(by), decision, reason });
    }
    case 'withdraw':
      return withdrawVote(deps, { ...about, approver: person(what.by) });
    case 'override':
      return overrideRequest(deps, { ...about, admin: person(what.by), reason: 'it burns' });
    case 'cancel':
      return cancelRequest(deps, { requestId: ID, by: person(what.by) });
    case 'retry':
      return retryRequest(deps, ID, person(what.by));
    case 'settle': {
      const pem = certificates[ATTACHED - 1] ?? '';
      const found =
        what.how === 'attach' ? ({ kind: 'certificate', pem } as const) : ({ kind: 'nothing' } as const);
      return settleUnknown(deps, ID, person(what.by), found);
    }
    default:
      return performElse(reality, on, what, shown);
  }
}

async function performElse(reality: Reality, on: Process, what: Act, shown: Look): Promise<unknown> {
  const { bench, standings } = reality;
  switch (what.act) {
    case 'work':
      return work(reality, on, shown.run);
    case 'end':
      return end(reality, what.how);
    case 'recover':
      return recoverRequests(bench[on]);
    case 'expire':
      return expireRequests(bench[on]);
    case 'remind':
      return remindApprovers(bench[on]);
    case 'check':
      return checkVoters(bench[on]);
    case 'change':
    case 'enable':
    case 'disable':
      return changeProfile(reality, on, what);
    case 'wait':
      bench.time.now += what.ms;
      return undefined;
    case 'leave':
      standings[what.who] = standings[what.who] === 'deactivated' ? 'member' : 'deactivated';
      return undefined;
    default:
      throw new Error(`nobody knows how to ${what.act}`);
  }
}

/** Until the script runs, or there is nothing to run. */
async function work({ bench, working }: Reality, on: Process, run: number): Promise<void> {
  const before = bench.started.length;
  let isOver = false;
  const issuing = issueCertificate(bench[on], ID, run).finally(() => {
    isOver = true;
  });
  while (!isOver && bench.started.length === before) await sleep(1);
  if (!isOver)
    working.set(
      run,
      working.has(run) ? Promise.all([working.get(run), issuing]).then(() => undefined) : issuing,
    );
}

async function end({ bench, working }: Reality, how: Extract<Act, { act: 'end' }>['how']): Promise<void> {
  const open = bench.open.shift();
  if (!open) return;
  const run = Number(open.runId.split('-').at(-1));
  const certificate = certificates[run - 1] ?? '';
  open.end({ returned: returned(certificate), raised, lost, 'timed-out': timedOut }[how]);
  await working.get(run);
}

async function changeProfile({ bench, profile }: Reality, on: Process, what: Act): Promise<void> {
  await bench[on].profiles.update(profile.id, (current) => {
    const { version } = current;
    const audit = anEntry({ subject: { kind: 'profile', id: profile.id } });
    if (what.act !== 'change') {
      const status = what.act === 'disable' ? 'disabled' : 'enabled';
      return { next: { ...current, status }, audit };
    }
    const asked = { approvalsRequired: what.settings.approvals, policy: policyOf(what.settings) };
    const next = { ...version, number: version.number + 1, settings: { ...version.settings, ...asked } };
    return { next: { ...current, version: next }, audit };
  });
}
