import { chooseWay } from './actions/choose-way.js';
import { fetchKey } from './actions/fetch-key.js';
import { actions, callbacks } from './ids.js';
import type { ActionListener, SubmissionListener } from './listen.js';
import { submitFetchKey } from './views/submit-fetch-key.js';
import { submitMakeKey } from './views/submit-make-key.js';

type Callback = (typeof callbacks)['makeKey' | 'fetchKey'];
type Action = (typeof actions)['chooseWay' | 'fetchKey'];

/** The listeners of the two modals that ask for a passphrase. */
export const madeKeySubmissions = {
  [callbacks.makeKey]: submitMakeKey,
  [callbacks.fetchKey]: submitFetchKey,
} as const satisfies Record<Callback, SubmissionListener>;

/** The listeners of what can be pressed and chosen for keys that Countersign makes. */
export const madeKeyActions = {
  [actions.chooseWay]: chooseWay,
  [actions.fetchKey]: fetchKey,
} as const satisfies Record<Action, ActionListener>;
