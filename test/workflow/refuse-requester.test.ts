import { describe, expect, it } from 'vitest';
import type { Roster } from '../../src/domain/person.js';
import { openPolicy } from '../../src/domain/policy.js';
import type { Profile } from '../../src/domain/profile.js';
import type { Standing } from '../../src/workflow/ports.js';
import { offerProfiles, refuseRequester } from '../../src/workflow/refuse-requester.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, eve } from '../builders/profile.js';

const team = { users: [], groups: ['S0TEAM'] };
const listed = { users: [eve.user], groups: [] };
const others = { users: ['U0ELI'], groups: ['S0EMPTY'] };
const directoryOf = (kind: Standing['kind']) =>
  aDirectory({ standings: { [eve.user]: kind }, groups: { S0TEAM: [eve.user] } });

describe('refuseRequester', () => {
  it.each<[Standing['kind'], Roster | null, string | null]>([
    ['member', null, null],
    ['member', listed, null],
    ['member', team, null],
    ['member', others, 'not-a-requester'],
    ['member', { users: [], groups: [] }, 'not-a-requester'],
    ['guest', null, 'no-standing'],
    ['guest', team, 'no-standing'],
    ['guest', listed, null],
    ['outsider', null, 'no-standing'],
    ['outsider', team, 'no-standing'],
    ['outsider', listed, null],
    ['deactivated', listed, 'no-standing'],
    ['bot', listed, 'no-standing'],
  ])('a %s where %j may request: %s', async (kind, requesters, code) => {
    const refusal = await refuseRequester({ directory: directoryOf(kind) }, eve, {
      ...openPolicy,
      requesters,
    });
    expect(refusal?.code ?? null).toBe(code);
  });

  it('is neither yes nor no when nobody can tell', async () => {
    const directory = {
      ...directoryOf('member'),
      membersOf: () => Promise.reject(new Error('Slack is away')),
    };
    await expect(refuseRequester({ directory }, eve, { ...openPolicy, requesters: team })).rejects.toThrow();
  });
});

describe('offerProfiles', () => {
  const named = (name: string, requesters: Roster | null, status: Profile['status'] = 'enabled') =>
    aProfile({ id: `p-${name}`, status, settings: { name, policy: { ...openPolicy, requesters } } });
  const all = [named('a', null), named('b', others), named('c', team), named('d', null, 'disabled')];
  const offered = async (kind: Standing['kind']) => {
    const profiles = { list: async () => all };
    const offer = await offerProfiles({ directory: directoryOf(kind), profiles }, eve);
    const names = (list: readonly Profile[]) => list.map(({ version }) => version.settings.name).join();
    return [names(offer.usable), names(offer.refused.map(({ profile }) => profile)), names(offer.disabled)];
  };

  it('sorts profiles by what this person may do with them', async () => {
    expect(await offered('member')).toEqual(['a,c', 'b', 'd']);
    expect(await offered('guest')).toEqual(['', 'a,b,c', 'd']);
  });
});
