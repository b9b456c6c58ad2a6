import type { Person } from '../../domain/person.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import type { SlackDeps } from '../deps.js';
import type { Answer } from '../listen.js';
import { renderWorkers } from '../render/render-workers.js';

/** `/cert workers`: the workers that run and how far each keeps the runs of scripts apart; for admins. */
export async function workers(deps: SlackDeps, person: Person): Promise<Answer> {
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal || !(await isOnRoster(deps, deps.admins, person.user))) {
    return { text: 'Only admins can see the workers.' };
  }
  return renderWorkers(await deps.workers.list(), deps.clock.now());
}
