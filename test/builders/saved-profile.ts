import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openPolicy } from '../../src/domain/policy.js';
import type { Profile, ProfileSettings } from '../../src/domain/profile.js';
import { readScript } from '../../src/python/read-scripts.js';
import { openStores, type Stores } from '../../src/redis/open-stores.js';
import { createSealer } from '../../src/redis/secret-box.js';
import type { Countersign } from './countersign.js';

/** The stores of a running Countersign, from the outside. */
export function storesOf(countersign: Countersign): Stores {
  const { redis, workspace } = countersign;
  const timeoutMs = 2000;
  return openStores({
    ...{ redis: redis.connect(), workspace, timeoutMs },
    ...{ draftTtlMs: 60_000, keepOutputMs: 60_000 },
  });
}

export type ProfileWish = Partial<ProfileSettings> & {
  /** A script of the fixtures or of runner/scripts. */
  readonly scriptName?: string;
  readonly sealed?: Readonly<Record<string, string>>;
};

/** A profile stored without the modals: the group pki-approvers decides, cards go to #cert-requests. */
export async function aSavedProfile(countersign: Countersign, wish: ProfileWish = {}): Promise<Profile> {
  const { scriptName = 'local_ca', sealed = {}, ...settings } = wish;
  const { control, dir, ring } = countersign;
  const stores = storesOf(countersign);
  const read = await readScript(join(dir, 'scripts'), scriptName);
  if (read.kind !== 'read') throw new Error(`no script ${scriptName}: ${read.reasons.join(' ')}`);
  const hash = await stores.scripts.keep(read.script);
  const id = `p-${randomBytes(5).toString('hex')}`;
  const sealer = createSealer(ring, randomBytes(32));
  const state = await control.state();
  const profile: Profile = {
    ...{ format: 1, id, revision: 1, status: 'enabled', proposal: null, hiding: [], news: [] },
    version: {
      ...{ number: 1, savedAt: Date.now() },
      author: { user: await control.idOf('users', 'ada'), team: state.team.id },
      settings: {
        ...{ name: `test-${randomBytes(3).toString('hex')}`, description: '', parameters: [] },
        script: { name: scriptName, hash },
        approvers: { users: [], groups: [await control.idOf('usergroups', 'pki-approvers')] },
        ...{ approvalsRequired: 1, channel: await control.idOf('channels', 'cert-requests') },
        ...{
          timeLimitMs: 20_000,
          maxValidityDays: 825,
          allowExtraNames: false,
          keepsState: false,
          policy: openPolicy,
          ...settings,
        },
      },
    },
    sealed: Object.fromEntries(
      Object.entries(sealed).map(([name, value]) => [
        name,
        sealer.seal(value, { owner: 'profile', id, name }),
      ]),
    ),
  };
  const created = await stores.profiles.create(profile, {
    ...{ format: 1, at: Date.now(), actor: { system: 'test' }, surface: 'demo', action: 'profile.created' },
    ...{ subject: { kind: 'profile', id }, facts: {} },
  });
  if (created !== 'created') throw new Error(`the profile was not created: ${created}`);
  return profile;
}

/** A profile of the local CA in a folder of its own, as the demo has it. */
export function aLocalCaProfile(countersign: Countersign, wish: ProfileWish = {}): Promise<Profile> {
  return aSavedProfile(countersign, {
    parameters: [
      { name: 'ca_dir', sensitive: false, dynamic: false, value: join(countersign.dir, 'ca') },
      { name: 'ca_passphrase', sensitive: true, dynamic: false, secret: 's1' },
      { name: 'valid_days', sensitive: false, dynamic: true },
    ],
    sealed: { ca_passphrase: 'correct horse battery' },
    ...wish,
  });
}
