import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Person, Roster } from '../domain/person.js';
import { openPolicy } from '../domain/policy.js';
import type { KeyRing } from '../redis/key-ring.js';
import type { Stores } from '../redis/open-stores.js';
import { createSealer } from '../redis/secret-box.js';
import type { ScriptShelf } from '../workflow/ports.js';
import { newId } from './new-id.js';

export type Seed = {
  readonly stores: Stores;
  readonly ring: KeyRing;
  readonly shelf: ScriptShelf;
  readonly author: Person;
  readonly approvers: Roster;
  readonly channel: string;
  readonly dataDir: string;
  readonly timeLimitMs: number;
};

/**
 * The demo's profile `local-ca`: a private CA in the data folder, one approval,
 * and one dynamic parameter. Does nothing when a profile of that name is there.
 */
export async function seedProfile(seed: Seed): Promise<void> {
  const { stores, ring, shelf, author } = seed;
  if (await stores.profiles.byName('local-ca')) return;
  const script = await shelf.read('local_ca');
  if (!script)
    throw new Error('the folder that COUNTERSIGN_SCRIPTS names has no local_ca.py, which the demo needs');
  const hash = await stores.scripts.keep(script);
  const id = newId.profile();
  const passphrase = randomBytes(24).toString('base64url');
  const sealer = createSealer(ring, randomBytes(32));
  const sealed = sealer.seal(passphrase, { owner: 'profile', id, name: 'ca_passphrase' });
  const now = Date.now();
  const settings = {
    ...{ name: 'local-ca', description: 'Certificates from a private CA on this machine' },
    script: { name: script.name, hash },
    parameters: [
      { name: 'ca_dir', sensitive: false, dynamic: false, value: join(seed.dataDir, 'ca') },
      { name: 'ca_passphrase', sensitive: true, dynamic: false, secret: newId.secret() },
      { name: 'valid_days', sensitive: false, dynamic: true },
    ],
    ...{ approvers: seed.approvers, approvalsRequired: 1, channel: seed.channel },
    ...{
      timeLimitMs: seed.timeLimitMs,
      maxValidityDays: 825,
      allowExtraNames: false,
      keepsState: false,
      policy: openPolicy,
    },
  } as const;
  await stores.profiles.create(
    {
      ...{
        format: 1,
        id,
        revision: 1,
        status: 'enabled',
        sealed: { ca_passphrase: sealed },
        proposal: null,
        hiding: [],
        news: [],
      },
      version: { number: 1, author, savedAt: now, settings },
    },
    {
      ...{ format: 1, at: now, actor: { system: 'demo' }, surface: 'demo', action: 'profile.created' },
      ...{ subject: { kind: 'profile', id }, facts: { name: settings.name, version: 1, script: hash } },
    },
  );
}
