import type { Parameter } from '../domain/parameter.js';
import type { Person } from '../domain/person.js';
import type { Profile, ProfileSettings } from '../domain/profile.js';
import { type ChangeProfileDeps, type ChangeProfileResult, changeProfile } from './change-profile.js';

export type RestoreProfileResult = ChangeProfileResult | { readonly kind: 'no-such-version' };

/**
 * Makes the settings of an old version the newest one. Sensitive values are the current ones: old ones are not
 * kept; a sensitive parameter that the profile has no value for any more is a fault that says so.
 */
export async function restoreProfile(
  deps: ChangeProfileDeps,
  wanted: {
    readonly profileId: string;
    readonly number: number;
    readonly basedOn: number;
    readonly author: Person;
    readonly surface: 'slack' | 'cli';
  },
): Promise<RestoreProfileResult> {
  const { profileId, number, ...rest } = wanted;
  const profile = await deps.profiles.read(profileId);
  if (!profile) return { kind: 'no-such-profile' };
  const versions = await deps.profiles.versions(profileId);
  const old = versions.find((version) => version.number === number);
  if (!old) return { kind: 'no-such-version' };
  const settings = withCurrentSecrets(old.settings, profile);
  return changeProfile(deps, { ...rest, profileId, settings, sealed: {}, cause: 'restored' });
}

/** The settings with each sensitive static parameter naming the value that the profile holds now. */
export function withCurrentSecrets(settings: ProfileSettings, profile: Profile): ProfileSettings {
  const held = new Map(
    profile.version.settings.parameters.flatMap((parameter) =>
      'secret' in parameter ? [[parameter.name, parameter.secret] as const] : [],
    ),
  );
  const current = (parameter: Parameter): Parameter =>
    'secret' in parameter
      ? { ...parameter, secret: held.get(parameter.name) ?? parameter.secret }
      : parameter;
  return { ...settings, parameters: settings.parameters.map(current) };
}
