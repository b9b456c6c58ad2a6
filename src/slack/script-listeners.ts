import { acceptScript } from './actions/accept-script.js';
import { addRowsOfHeader } from './actions/choose-script.js';
import { setTestSecret } from './actions/set-test-secret.js';
import { showText, turnText } from './actions/show-text.js';
import { actions, callbacks } from './ids.js';
import type { ActionListener, SubmissionListener } from './listen.js';
import { submitScriptUpload } from './views/submit-script-upload.js';
import { submitTestForm } from './views/submit-test-form.js';
import { submitTestSecret } from './views/submit-test-secret.js';

type Callback = (typeof callbacks)['scriptUpload' | 'test' | 'testSecret'];
type Action = (typeof actions)[
  | 'showScript'
  | 'showDiff'
  | 'showTest'
  | 'textPrevious'
  | 'textNext'
  | 'acceptScript'
  | 'addHeaderRows'
  | 'setTestSecret'];

/** The listeners of the modals about scripts and tests. */
export const scriptSubmissions = {
  [callbacks.scriptUpload]: submitScriptUpload,
  [callbacks.test]: submitTestForm,
  [callbacks.testSecret]: submitTestSecret,
} as const satisfies Record<Callback, SubmissionListener>;

/** The listeners of what can be pressed there. */
export const scriptActions = {
  [actions.showScript]: showText,
  [actions.showDiff]: showText,
  [actions.showTest]: showText,
  [actions.textPrevious]: turnText,
  [actions.textNext]: turnText,
  [actions.acceptScript]: acceptScript,
  [actions.addHeaderRows]: addRowsOfHeader,
  [actions.setTestSecret]: setTestSecret,
} as const satisfies Record<Action, ActionListener>;
