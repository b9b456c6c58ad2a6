import type { Profile } from '../../domain/profile.js';
import type { SlackDeps } from '../deps.js';

/** The profiles that are in use, by name; whether a person may request with them is another question. */
export async function enabledProfiles(deps: Pick<SlackDeps, 'profiles'>): Promise<readonly Profile[]> {
  const profiles = await deps.profiles.list();
  return profiles.filter(({ status }) => status === 'enabled');
}
