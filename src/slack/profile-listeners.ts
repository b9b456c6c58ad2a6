import { addParameter } from './actions/add-parameter.js';
import { changeParameter } from './actions/change-parameter.js';
import { chooseParameterMarks } from './actions/choose-parameter-marks.js';
import { chooseScript } from './actions/choose-script.js';
import { deleteParameter } from './actions/delete-parameter.js';
import { deleteProfile } from './actions/delete-profile.js';
import { goOn } from './actions/go-on.js';
import { moveParameter } from './actions/move-parameter.js';
import { openPolicyGroup } from './actions/open-policy-group.js';
import { restoreVersion } from './actions/restore-version.js';
import { letThrough, turnDown, withdrawProposal } from './actions/review-proposal.js';
import { startOver } from './actions/start-over.js';
import { takeTheirs } from './actions/take-theirs.js';
import { typeProfile } from './actions/type-profile.js';
import { actions, callbacks } from './ids.js';
import type { ActionListener, SubmissionListener } from './listen.js';
import { submitParameterForm } from './views/submit-parameter-form.js';
import { submitParameterSecret } from './views/submit-parameter-secret.js';
import { submitPolicyForm } from './views/submit-policy-form.js';
import { submitProfileForm } from './views/submit-profile-form.js';
import { submitTurnDown } from './views/submit-turn-down.js';

type Callback = (typeof callbacks)['profile' | 'parameter' | 'parameterSecret' | 'policyGroup' | 'turnDown'];
type Action = (typeof actions)[
  | 'addParameter'
  | 'changeParameter'
  | 'deleteParameter'
  | 'parameterMarks'
  | 'parameterCheck'
  | 'moveParameter'
  | 'typeProfile'
  | 'chooseScript'
  | 'openPolicyGroup'
  | 'goOn'
  | 'startOver'
  | 'takeTheirs'
  | 'deleteProfile'
  | 'letThrough'
  | 'turnDown'
  | 'withdrawProposal'
  | 'restoreVersion'];

/** The listeners of the profile modals' submissions. */
export const profileSubmissions = {
  [callbacks.profile]: submitProfileForm,
  [callbacks.parameter]: submitParameterForm,
  [callbacks.parameterSecret]: submitParameterSecret,
  [callbacks.policyGroup]: submitPolicyForm,
  [callbacks.turnDown]: submitTurnDown,
} as const satisfies Record<Callback, SubmissionListener>;

/** The listeners of what can be pressed and ticked in the profile modals. */
export const profileActions = {
  [actions.addParameter]: addParameter,
  [actions.changeParameter]: changeParameter,
  [actions.deleteParameter]: deleteParameter,
  [actions.parameterMarks]: chooseParameterMarks,
  [actions.parameterCheck]: chooseParameterMarks,
  [actions.moveParameter]: moveParameter,
  [actions.typeProfile]: typeProfile,
  [actions.chooseScript]: chooseScript,
  [actions.openPolicyGroup]: openPolicyGroup,
  [actions.goOn]: goOn,
  [actions.startOver]: startOver,
  [actions.takeTheirs]: takeTheirs,
  [actions.deleteProfile]: deleteProfile,
  [actions.letThrough]: letThrough,
  [actions.turnDown]: turnDown,
  [actions.withdrawProposal]: withdrawProposal,
  [actions.restoreVersion]: restoreVersion,
} as const satisfies Record<Action, ActionListener>;
