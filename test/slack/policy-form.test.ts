import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ProfileRules, profileDraftSchema, profileRulesSchema } from '../../src/domain/draft.js';
import { parseBlocks } from '../../src/sandbox/block-kit/parse-blocks.js';
import { parseView } from '../../src/sandbox/block-kit/parse-view.js';
import type { ViewState } from '../../src/slack/payloads.js';
import { ruleWords } from '../../src/slack/render/rule-words.js';
import { policyForm } from '../../src/slack/views/policy-form.js';
import { type PolicyGroupName, policyGroupNames, policyGroups } from '../../src/slack/views/policy-groups.js';
import { policyRowBlocks } from '../../src/slack/views/policy-row-blocks.js';

const groups = [{ id: 'S0PKI', handle: 'pki' }];
const open = profileRulesSchema.parse({});
const names = Array.from({ length: 100 }, (_, i) => `${'n'.repeat(20)}${i}.example.com`);
const strict: ProfileRules = {
  ...{ timeLimitMs: 1500, maxValidityDays: 90, allowExtraNames: true, keepsState: true },
  policy: {
    names: {
      ...{ allowed: names, denied: ['.bad.example'], wildcards: false, mostLabels: 5, mostNames: 20 },
      ...{ ips: false, emails: true, uris: false },
    },
    keys: { algorithms: ['RSA', 'Ed25519'], leastRsaBits: 3072, leastCurveBits: 384 },
    requesters: { users: ['U0EVE'], groups: ['S0PKI'] },
    ...{ pendingExpiryMs: 3_600_000, approvalExpiryMs: 1_800_000, runsAtOnce: 2 },
    reasons: { request: 'mandatory', approve: 'optional', deny: 'mandatory' },
    ...{ breakGlass: true, madeKeys: { allowed: false, keepDays: 1 }, place: 'direct-message' },
  },
};

const draftOf = (rules: ProfileRules) =>
  profileDraftSchema.parse({ format: 1, kind: 'profile', id: 'pr0', user: 'U0BEN', rows: [], rules });
const initial = z.looseObject({ block_id: z.string(), element: z.looseObject({ action_id: z.string() }) });

/** What Slack sends for a modal in which nothing was changed, with some fields typed over. */
function stateOf(name: PolicyGroupName, rules: ProfileRules, typed: Record<string, unknown> = {}): ViewState {
  const { blocks } = policyForm(draftOf(rules), name, groups);
  const inputs = blocks.filter(({ type }) => type === 'input').map((block) => initial.parse(block));
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      {
        [element.action_id]: {
          value: element.initial_value ?? null,
          selected_option: element.initial_option ?? null,
          selected_options: element.initial_options ?? [],
          selected_users: element.initial_users ?? [],
          ...(Object.hasOwn(typed, block_id) ? { value: typed[block_id] } : {}),
        },
      },
    ]),
  );
}

describe.each(policyGroupNames)('the modal of the rules "%s"', (name) => {
  it.each([
    ['open', open],
    ['strict', strict],
  ] as const)('is a view that Slack takes, and gives the same rules back (%s)', (_kind, rules) => {
    expect(parseView(policyForm(draftOf(rules), name, groups))).toMatchObject({ ok: true });
    expect(policyGroups[name].read(rules, stateOf(name, rules))).toEqual({ kind: 'read', rules });
  });
});

describe('a group of rules', () => {
  const faultsOf = (name: PolicyGroupName, typed: Record<string, unknown>) => {
    const read = policyGroups[name].read(strict, stateOf(name, strict, typed));
    return read.kind === 'faults' ? Object.fromEntries(read.faults) : {};
  };

  it('names the lines that are no DNS rule', () => {
    const faults = faultsOf('names', { 'profile.rule:allowed': 'ok.example\na b\n192.0.2.1' });
    expect(faults['profile.rule:allowed']).toContain('Not a DNS name: "a b", "192.0.2.1"');
  });

  it('refuses more rules than a policy holds', () => {
    const many = [...names, 'one.more.example'].join('\n');
    expect(faultsOf('names', { 'profile.rule:denied': many })['profile.rule:denied']).toContain('101 rules');
  });

  it.each([
    ['times', 'timeLimit', '', '0', '86401', '1e3', '-5', '٣', 'ten'],
    ['times', 'validity', '0', '1.5', '36501'],
    ['times', 'pendingExpiry', '0', '8761', '0.001'],
    ['times', 'runsAtOnce', '0', '1001'],
    ['keys', 'leastRsaBits', '1024', '', '20000'],
    ['keys', 'keepDays', '0', '91'],
    ['names', 'mostLabels', '0', '128'],
  ] as const)('refuses wrong numbers in %s: %s', (name, field, ...wrong) => {
    for (const value of wrong) {
      expect(Object.keys(faultsOf(name, { [`profile.rule:${field}`]: value }))).toEqual([
        `profile.rule:${field}`,
      ]);
    }
  });

  it('takes hours in parts', () => {
    const state = stateOf('times', open, { 'profile.rule:approvalExpiry': '0.5' });
    expect(policyGroups.times.read(open, state)).toMatchObject({
      rules: { policy: { approvalExpiryMs: 1_800_000 } },
    });
  });

  it('asks whom "only these" means, and for at least one kind of key', () => {
    const nobody = { ...strict, policy: { ...strict.policy, requesters: { users: [], groups: [] } } };
    expect(policyGroups.requesters.read(nobody, stateOf('requesters', nobody))).toMatchObject({
      faults: [['profile.rule:requesterUsers', expect.stringContaining('at least one person')]],
    });
    const keyless = { ...stateOf('keys', strict), 'profile.rule:algorithms': {} };
    expect(policyGroups.keys.read(strict, keyless)).toMatchObject({
      faults: [['profile.rule:algorithms', 'Tick at least one kind of key.']],
    });
  });
});

describe('ruleWords', () => {
  it('says all of it in lines that Slack takes', () => {
    expect(parseBlocks(policyRowBlocks(strict))).toMatchObject({ ok: true });
    const words = Object.values(ruleWords(strict)).join('\n');
    for (const said of [
      'and 95 more',
      'denied `.bad.example`',
      'no wildcards, IP addresses, URIs',
      'RSA from 3072 bits',
      'made by the requester',
      'only <@U0EVE> or <!subteam^S0PKI>',
      'a reason for requesting, denying',
      'break glass on',
      'valid at most 90 days',
      'approvals after 0.5 hours',
      'at most 2 at once',
    ]) {
      expect(words).toContain(said);
    }
  });
});
