import { describe, expect, it } from 'vitest';
import {
  retryRefusalWords,
  settleRefusalWords,
  voteRefusalWords,
} from '../../../src/slack/render/refusal-words.js';
import { standingWords } from '../../../src/slack/render/standing-words.js';
import { MONDAY } from '../../builders/profile.js';
import { aRequest, aSnapshot } from '../../builders/request.js';

const snapshot = aSnapshot({ approvers: { users: ['U0AMY', 'U0ABE'], groups: ['S0PKI'] } });
const request = aRequest({ snapshot });
const admins = { users: ['U0BEN'], groups: [] };
const who = 'It can be decided by <@U0AMY>, <@U0ABE> or <!subteam^S0PKI>.';

describe('why a vote does not count, and who can decide', () => {
  it.each([
    [{ code: 'own-request' }, `You cannot decide on your own request. ${who}`],
    [{ code: 'not-an-approver' }, `You are not an approver of this profile. ${who}`],
    [{ code: 'already-voted', decision: 'approve' }, 'You voted already (approve). One vote each.'],
    [{ code: 'no-standing', standing: 'guest' }, `${standingWords('guest')} ${who}`],
    [{ code: 'changed-since-shown' }, 'the request changed after this card was drawn'],
    [{ code: 'profile-not-enabled' }, 'the profile of this request is not there any more'],
    [{ code: 'already-decided', status: 'denied' }, 'this request was denied already.'],
    [{ code: 'already-decided', status: 'unknown' }, 'nobody knows yet what the CA did.'],
    [{ code: 'reason-missing', decision: 'deny' }, 'wants a reason when a request is denied'],
    [
      { code: 'policy-refuses', refusals: [{ code: 'wildcard', names: ['*.<b>'] }] },
      '• This profile allows no wildcards: *.&lt;b&gt;. Name the hosts one by one.\nDeny it, or ask an admin to change the profile: <@U0BEN>.',
    ],
  ] as const)('%j', (refusal, words) => {
    expect(voteRefusalWords(refusal, request, admins)).toContain(words);
  });
});

describe('why there is no further run', () => {
  const failed = aRequest({ status: 'failed', snapshot });
  it.each([
    [{ code: 'nothing-to-retry', status: 'issued' }, 'this request was issued already.'],
    [{ code: 'too-many-runs', max: 4 }, 'This request had 4 runs, and each is a call to the CA.'],
    [{ code: 'run-may-live', until: MONDAY }, 'Retry after <!date^1767603600^'],
    [{ code: 'sensitive-value-forgotten', names: ['a<b', 'c'] }, '(a&lt;b, c)'],
    [{ code: 'may-not-retry' }, 'Only the requester, an admin, or <@U0AMY>, <@U0ABE> or <!subteam^S0PKI>'],
    [{ code: 'no-standing', standing: 'bot' }, 'Bots cannot do this.'],
  ] as const)('%j', (refusal, words) => {
    expect(retryRefusalWords(refusal, failed)).toContain(words);
  });

  it('names only admins while the outcome is unknown', () => {
    const unknown = aRequest({ status: 'unknown', snapshot });
    expect(retryRefusalWords({ code: 'may-not-retry' }, unknown)).toBe(
      'Only an admin can retry this: the CA has to be looked at first.',
    );
  });
});

describe('why a finding at the CA is not taken', () => {
  it.each([
    [{ code: 'not-an-admin' }, 'Only an admin can do this'],
    [{ code: 'not-unknown', status: 'issued' }, 'this request was issued already.'],
    [{ code: 'run-may-live', until: MONDAY }, 'Mark it as failed after <!date^1767603600^'],
    [
      { code: 'certificate-does-not-fit', sentences: ['One.', 'Two.'] },
      'does not fit the request. One. Two.',
    ],
    [{ code: 'no-standing', standing: 'deactivated' }, 'This account is deactivated'],
  ] as const)('%j', (refusal, words) => {
    expect(settleRefusalWords(refusal)).toContain(words);
  });
});
