import { openPolicy } from '../../src/domain/policy.js';
import { type Profile, type ProfileSettings, profileSchema } from '../../src/domain/profile.js';

/** Monday, 5 January 2026, 09:00 UTC: when everything in the builders begins. */
export const MONDAY = Date.UTC(2026, 0, 5, 9);

export const ben = { user: 'U0BEN', team: 'T0ACME' };
export const eve = { user: 'U0EVE', team: 'T0ACME' };

/** One plain, one sensitive and no dynamic parameter; amy or abe approve alone. */
export function aSettings(overrides: Partial<ProfileSettings> = {}): ProfileSettings {
  return {
    name: 'web',
    description: 'Certificates for web servers',
    script: { name: 'local_ca', hash: 'a'.repeat(64) },
    parameters: [
      { name: 'directory', sensitive: false, dynamic: false, value: '/srv/ca' },
      { name: 'passphrase', sensitive: true, dynamic: false, secret: 'secret-1' },
    ],
    approvers: { users: ['U0AMY', 'U0ABE'], groups: [] },
    approvalsRequired: 1,
    channel: 'C0CERTS',
    timeLimitMs: 60_000,
    maxValidityDays: 90,
    allowExtraNames: false,
    keepsState: false,
    policy: openPolicy,
    ...overrides,
  };
}

export type ProfileOverrides = Partial<Omit<Profile, 'version'>> & {
  readonly number?: number;
  readonly settings?: Partial<ProfileSettings>;
};

/** A profile at revision 1, version 1, enabled; the sealed value is bytes that nothing opens. */
export function aProfile({ number = 1, settings, ...overrides }: ProfileOverrides = {}): Profile {
  return profileSchema.parse({
    format: 1,
    id: 'pr0web',
    revision: 1,
    status: 'enabled',
    version: { number, author: ben, savedAt: MONDAY, settings: aSettings(settings) },
    sealed: { passphrase: { format: 1, key: 'k1', nonce: 'bm9uY2U=', ciphertext: 'AAAA', tag: 'dGFn' } },
    ...overrides,
  });
}
