import { attach } from './actions/attach.js';
import { chooseProfile } from './actions/choose-profile.js';
import { markFailed } from './actions/mark-failed.js';
import { retry } from './actions/retry.js';
import { setSecret } from './actions/set-secret.js';
import { showDetails } from './actions/show-details.js';
import { cert } from './commands/cert.js';
import { decideActions, decideSubmissions } from './decide-listeners.js';
import { actions, callbacks, shortcuts } from './ids.js';
import type { ActionListener, Listeners, SubmissionListener } from './listen.js';
import type { ShortcutListener } from './listen-to-shortcuts.js';
import { lookActions } from './look-listeners.js';
import { madeKeyActions, madeKeySubmissions } from './made-key-listeners.js';
import { profileActions, profileSubmissions } from './profile-listeners.js';
import { scriptActions, scriptSubmissions } from './script-listeners.js';
import { request } from './shortcuts/request.js';
import { requestWithCsr } from './shortcuts/request-with-csr.js';
import { submitAttach } from './views/submit-attach.js';
import { submitRequestForm } from './views/submit-request-form.js';
import { submitRestore } from './views/submit-restore.js';
import { submitSecret } from './views/submit-secret.js';

type Callback = (typeof callbacks)[keyof typeof callbacks];
type Action = (typeof actions)[keyof typeof actions];
type Shortcut = (typeof shortcuts)[keyof typeof shortcuts];

/** Every id with its listener: an id without one does not compile. */
export const listeners = {
  command: cert,
  submissions: {
    [callbacks.request]: submitRequestForm,
    [callbacks.requestSecret]: submitSecret,
    [callbacks.restoreSecret]: submitRestore,
    ...decideSubmissions,
    [callbacks.attach]: submitAttach,
    ...profileSubmissions,
    ...scriptSubmissions,
    ...madeKeySubmissions,
  } satisfies Record<Exclude<Callback, 'loading' | 'notice'>, SubmissionListener>,
  actions: {
    ...decideActions,
    [actions.retry]: retry,
    [actions.showDetails]: showDetails,
    [actions.retryUnknown]: retry,
    [actions.attach]: attach,
    [actions.markFailed]: markFailed,
    [actions.chooseProfile]: chooseProfile,
    [actions.setSecret]: setSecret,
    ...profileActions,
    ...scriptActions,
    ...madeKeyActions,
    ...lookActions,
  } satisfies Record<Action, ActionListener>,
  shortcuts: {
    [shortcuts.request]: request,
    [shortcuts.requestWithCsr]: requestWithCsr,
  } satisfies Record<Shortcut, ShortcutListener>,
} as const satisfies Listeners;
