import { listQuerySchema } from '../../domain/list-query.js';
import { listAnswer } from '../commands/list.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';

/** Previous and Next under a list: the other page takes its place. What one may see is asked anew. */
export const turnPage: ActionListener = async (deps, { payload, ack, replace }) => {
  await ack();
  const query = listQuerySchema.parse(JSON.parse(payload.actions[0]?.value ?? ''));
  await replace(await listAnswer(deps, personOf(payload), query));
};
