import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import { fields, valueField } from '../../src/slack/ids.js';
import type { ViewPayload } from '../../src/slack/payloads.js';
import { renewRequestForm } from '../../src/slack/views/renew-request-form.js';
import type { ChannelReach } from '../../src/workflow/ports.js';
import { aDirectory } from '../builders/directory.js';
import { aKey } from '../builders/pki.js';
import { aProfile, eve } from '../builders/profile.js';
import { aRedis, type TestRedis } from '../builders/redis.js';
import { anEntry, aStorePair, type StorePair, silentLog } from '../redis/store-pair.js';

const id = '7k3m-q2fp';

describe('renewRequestForm', () => {
  let redis: TestRedis;
  let stores: StorePair;
  let profile: Profile;

  beforeAll(async () => {
    redis = await aRedis();
    stores = await aStorePair(redis);
    const parameters = [{ name: 'city', sensitive: false, dynamic: true }] as const;
    profile = aProfile({ settings: { name: 'web', parameters }, sealed: {} });
    await stores.one.profiles.create(profile, anEntry({ subject: { kind: 'profile', id: profile.id } }));
    await stores.one.drafts.create({
      ...{ format: 1, kind: 'request', id, user: eve.user, channel: null, sealed: {} },
      values: { [profile.id]: { city: 'Basel' } },
    });
  });
  afterAll(async () => {
    stores.close();
    await redis.close();
  });

  /** The modal as Slack sends it back, with this typed into it. */
  function aView(typed: Readonly<Record<string, string>>, profileId: string | null): ViewPayload {
    const values = Object.entries(typed).map(([block, value]) => [block, { [block]: { value } }]);
    const state = { values: Object.fromEntries(values) };
    const private_metadata = JSON.stringify({ id, profileId, profileVersion: 1 });
    return { ...{ id: 'V1', hash: 'h', callback_id: 'request', blocks: [] }, private_metadata, state };
  }

  const renewed = async (view: ViewPayload, person = eve, reach: ChannelReach['kind'] = 'member') => {
    const slack = {
      ...{ directory: aDirectory(), channels: { reach: async () => ({ kind: reach }) }, log: silentLog },
      ...{ botName: 'countersign', admins: { users: ['U0ADA'], groups: [] } },
    };
    return JSON.stringify(await renewRequestForm({ ...stores.one, ...slack }, { view, person }, profile));
  };

  it('brings back what was typed for the profile before', async () => {
    expect(await renewed(aView({}, null))).toContain('"initial_value":"Basel"');
  });

  it('shows nothing of the draft of somebody else and changes nothing in it', async () => {
    const typed = { [valueField(profile.id, 'city')]: 'Bern' };
    const shown = await renewed(aView(typed, profile.id), { ...eve, user: 'U0ELI' });
    expect(shown).toContain('open for too long');
    expect(shown).not.toContain('Basel');
    expect(await stores.one.drafts.read(id)).toMatchObject({ values: { [profile.id]: { city: 'Basel' } } });
  });

  it('keeps no private key that was typed, wherever it was', async () => {
    const key = aKey('ed25519').pem;
    const typed = { [fields.commonName]: key, [valueField(profile.id, 'city')]: key };
    expect(await renewed(aView(typed, profile.id))).not.toContain('PRIVATE');
    expect(JSON.stringify(await stores.one.drafts.read(id))).not.toContain('PRIVATE');
  });

  it.each([
    [
      'not-a-member',
      'I am not in <#C0CERTS>, where requests with this profile go: type `/invite @countersign`',
    ],
    ['archived', '<#C0CERTS>, the channel of this profile, is archived'],
  ] as const)('says before anything is sent that the channel is %s', async (reach, words) => {
    expect(await renewed(aView({}, null), eve, reach)).toContain(words);
    expect(await renewed(aView({}, null))).not.toContain(words);
  });
});
