import { nearNames } from '../domain/near-names.js';
import type { ProfileTools } from './profile-tools.js';

/** That there is no profile of this name, and which are near. */
export async function unknownProfile({ profiles }: ProfileTools, name: string): Promise<string> {
  const names = (await profiles.list()).map(({ version }) => version.settings.name);
  const near = nearNames(name, names);
  const unknown = `there is no profile ${JSON.stringify(name)}`;
  if (near.length > 0) return `${unknown}. Did you mean ${near.join(' or ')}?`;
  return names.length === 0 ? `${unknown}, nor any other` : `${unknown}. There are ${names.join(', ')}`;
}
