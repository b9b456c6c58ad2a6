import { z } from 'zod';
import { restoreProfile } from '../../workflow/restore-profile.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { changeResultWords } from '../render/change-result-words.js';

const schema = z.object({ profileId: z.string(), number: z.int(), basedOn: z.int() });

/** A button of a profile's history: an old version becomes the newest, or the admin is told why not. */
export const restoreVersion: ActionListener = async (deps, { payload, ack, tell }) => {
  const wanted = schema.parse(JSON.parse(payload.actions[0]?.value ?? ''));
  const result = await restoreProfile(deps, { ...wanted, author: personOf(payload), surface: 'slack' });
  await ack();
  const words =
    result.kind === 'no-such-version'
      ? 'This version is not there any more.'
      : changeResultWords(result, deps.admins);
  await tell(words);
};
