import type { Roster } from '../domain/person.js';
import { isOnRoster } from './authorize.js';
import type { Directory } from './ports.js';

/** Whether one user is on a roster; each roster is looked up once, however many requests share it. */
export function createRosterCheck(
  deps: { readonly directory: Directory },
  user: string,
): (roster: Roster) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (roster) => {
    const key = JSON.stringify([roster.users, roster.groups]);
    const answer = known.get(key) ?? isOnRoster(deps, roster, user);
    known.set(key, answer);
    return answer;
  };
}
