import { setProfileStatus } from '../../workflow/set-profile-status.js';
import type { ActionListener } from '../listen.js';
import { personOf } from '../payloads.js';
import { statusResultAnswer } from '../render/status-result.js';

/** The confirmed button of `/cert profile delete`: the profile goes, or the admin is told why not. */
export const deleteProfile: ActionListener = async (deps, { payload, ack, replace }) => {
  const profileId = payload.actions[0]?.value ?? '';
  const wanted = { profileId, by: personOf(payload), surface: 'slack', status: 'deleted' } as const;
  const result = await setProfileStatus(deps, wanted);
  await ack();
  await replace(await statusResultAnswer(deps, result, 'deleted'));
};
