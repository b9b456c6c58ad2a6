import { z } from 'zod';
import { firstPages, homeParts } from '../../domain/home-viewer.js';
import { showHome } from '../home/show-home.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';

const turn = z.tuple([z.enum(homeParts), z.coerce.number().int().min(1).max(1000)]);

/** Previous and Next of one part of the Home; the other parts stay where they are. */
export const turnHomePage: ActionListener = async (deps, { payload, client, ack }) => {
  await ack();
  const [part, page] = turn.parse((payload.actions[0]?.value ?? '').split(':'));
  const person = personOf(payload);
  const pages = (await deps.homes.read(person.user))?.pages ?? firstPages;
  await showHome(deps, client, person, { pages: { ...pages, [part]: page } });
};
