import { beforeEach, describe, expect, it } from 'vitest';
import { firstPage, type ListQuery } from '../../src/domain/list-query.js';
import type { Request } from '../../src/domain/request.js';
import { findEnding } from '../../src/workflow/find-ending.js';
import { findVotes } from '../../src/workflow/find-votes.js';
import { listRequests } from '../../src/workflow/list-requests.js';
import { showRequest } from '../../src/workflow/show-request.js';
import { aDirectory } from '../builders/directory.js';
import { aProfile, eve, MONDAY } from '../builders/profile.js';
import { aCertificate, aRequest, aSnapshot, aVote } from '../builders/request.js';
import { storesOfEachTest } from '../builders/stores-of-each-test.js';
import { anEntry, type StorePair } from '../redis/store-pair.js';

const guard = { kind: 'profile', id: 'pr0web', revision: 1 } as const;
const amy = { user: 'U0AMY', team: eve.team };
const ada = { user: 'U0ADA', team: eve.team };
const day = 86_400_000;

describe('looking at requests', () => {
  let pair: StorePair;
  const storesOfTest = storesOfEachTest();
  beforeEach(async () => {
    pair = storesOfTest();
    await pair.one.profiles.create(aProfile(), anEntry());
  });
  const deps = () => ({
    ...{ requests: pair.one.requests, profiles: pair.one.profiles },
    ...{ directory: aDirectory(), admins: { users: ['U0ADA'], groups: [] } },
  });
  const create = (request: Request) => pair.one.requests.create(request, anEntry(), guard);
  const list = async (who: typeof eve, query: Partial<ListQuery> = {}) => {
    const listed = await listRequests(deps(), who, { ...firstPage, ...query });
    if (listed.kind !== 'listed') return listed;
    return { ...listed, requests: listed.requests.map(({ id }) => id) };
  };

  it('finds by part of a name among the newest, and by a whole name however old it is', async () => {
    await create(aRequest({ id: 'aaaa-aaaa', createdAt: 1 }));
    await create(
      aRequest({ id: 'bbbb-bbbb', createdAt: 2, snapshot: aSnapshot({ commonName: 'x', names: [] }) }),
    );
    await create(aRequest({ id: 'cccc-cccc', createdAt: 3 }));
    expect(await list(eve, { name: 'ww.EXAMPLE' })).toMatchObject({
      ...{ requests: ['cccc-cccc', 'aaaa-aaaa'], total: 2, isAll: true },
    });
    expect(await list(eve, { name: 'www.example.com' })).toMatchObject({ total: 2 });
    expect(await list(eve, { name: 'nowhere' })).toMatchObject({ requests: [], total: 0 });
    expect(await list(amy, { name: 'www' })).toMatchObject({ total: 0 });
  });

  it('gives pages of ten', async () => {
    for (let n = 0; n < 12; n++) await create(aRequest({ id: `aaaa-00${10 + n}`, createdAt: n }));
    expect((await list(eve, { page: 2 })) satisfies object).toMatchObject({
      ...{ requests: ['aaaa-0011', 'aaaa-0010'], total: 12 },
    });
    expect(await list(eve, { page: 2, name: 'www' })).toMatchObject({ requests: ['aaaa-0011', 'aaaa-0010'] });
  });

  it('shows all to admins, and says to others that it does not', async () => {
    await create(aRequest({ id: 'aaaa-aaaa' }));
    expect(await list(ada, { scope: 'all' })).toMatchObject({ requests: ['aaaa-aaaa'] });
    expect(await list(amy, { scope: 'all' })).toEqual({ kind: 'refused', refusal: { code: 'admins-only' } });
    expect(await list(ada, { profile: 'wob' })).toMatchObject({ kind: 'no-such-profile', names: ['web'] });
  });

  it('lets a guest look who is named by a profile, and no other', async () => {
    const standings = { U0AMY: 'guest', U0EVE: 'guest' } as const;
    const asGuest = (who: typeof eve) =>
      listRequests({ ...deps(), directory: aDirectory({ standings }) }, who, firstPage);
    expect(await asGuest(amy)).toMatchObject({ kind: 'listed' });
    expect(await asGuest(eve)).toMatchObject({ kind: 'refused', refusal: { standing: 'guest' } });
  });

  it('finds what waits for a vote, oldest first: not one’s own, nor what one voted on', async () => {
    await create(aRequest({ id: 'aaaa-aaaa', createdAt: 2 }));
    await create(aRequest({ id: 'bbbb-bbbb', createdAt: 1 }));
    await create(aRequest({ id: 'cccc-cccc', requester: amy }));
    const voted = aRequest({ id: 'dddd-dddd', snapshot: aSnapshot({ approvalsRequired: 2 }) });
    await create({ ...voted, votes: [aVote({ digest: voted.digest })] });
    await create(aRequest({ id: 'eeee-eeee', status: 'issued' }));
    const ids = async (user: string) => (await findVotes(deps(), user)).map(({ id }) => id);
    expect(await ids('U0AMY')).toEqual(['bbbb-bbbb', 'aaaa-aaaa']);
    expect(await ids('U0EVE')).toEqual([]);
    expect(await list(amy, { scope: 'votes', name: 'nothing' })).toMatchObject({ total: 0 });
    expect(await list(amy, { scope: 'votes', status: 'issued' })).toMatchObject({ total: 0 });
    expect(await list(amy, { scope: 'votes' })).toMatchObject({ total: 2 });
  });

  it('finds certificates that end soon, unless a later one took their place', async () => {
    const named = (commonName: string) => ({
      snapshot: aSnapshot({ commonName, names: [{ kind: 'dns', value: commonName }] }),
    });
    const issue = (id: string, days: number, more: object = {}) =>
      create(
        aRequest({
          ...{ status: 'issued', id, certificate: aCertificate({ notAfter: MONDAY + days * day }) },
          ...more,
        }),
      );
    await issue('aaaa-aaaa', 5, named('old.example.com'));
    await issue('bbbb-bbbb', 90, named('old.example.com'));
    await issue('cccc-cccc', 10);
    await issue('dddd-dddd', -3, named('down.example.com'));
    await issue('eeee-eeee', -9, named('gone.example.com'));
    await issue('ffff-ffff', 3, { requester: amy, ...named('amy.example.com') });
    const ids = async (requester?: string) =>
      (await findEnding(deps(), { now: MONDAY, ...(requester ? { requester } : {}) })).map(({ id }) => id);
    expect(await ids('U0EVE')).toEqual(['dddd-dddd', 'cccc-cccc']);
    expect(await ids()).toEqual(['dddd-dddd', 'ffff-ffff', 'cccc-cccc']);
  });

  it('shows a request by an id as people write it, all of it to whom it concerns', async () => {
    await create(aRequest());
    const show = (who: typeof eve, typed: string, wanted: 'state' | 'whole') =>
      showRequest(deps(), who, typed, wanted);
    const eli = { user: 'U0ELI', team: eve.team };
    expect(await show(eli, '7K3M Q2FP', 'state')).toMatchObject({ kind: 'shown' });
    expect(await show(eli, '7k3m-q2fp', 'whole')).toMatchObject({ refusal: { code: 'not-yours' } });
    for (const who of [eve, amy, ada]) {
      expect(await show(who, '7k3m-q2fp', 'whole')).toMatchObject({ kind: 'shown' });
    }
    expect(await show(eve, '7k3m-q2f0', 'state')).toEqual({ kind: 'no-such-request', own: ['7k3m-q2fp'] });
    expect(await show(eli, '../etc', 'state')).toEqual({ kind: 'no-such-request', own: [] });
  });
});
