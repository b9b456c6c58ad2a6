import { askAgain } from './actions/ask-again.js';
import { requestFromHome } from './actions/request-from-home.js';
import { sendCertificate } from './actions/send-certificate.js';
import { showRequest } from './actions/show-request.js';
import { turnHomePage } from './actions/turn-home-page.js';
import { turnPage } from './actions/turn-page.js';
import { actions } from './ids.js';
import type { ActionListener } from './listen.js';

type Action = (typeof actions)[
  | 'showRequest'
  | 'sendCertificate'
  | 'askAgain'
  | 'listPrevious'
  | 'listNext'
  | 'homePrevious'
  | 'homeNext'
  | 'homeRequest'];

/** The listeners of what can be pressed where requests are looked at: lists, answers, cards, the Home. */
export const lookActions = {
  [actions.showRequest]: showRequest,
  [actions.sendCertificate]: sendCertificate,
  [actions.askAgain]: askAgain,
  [actions.listPrevious]: turnPage,
  [actions.listNext]: turnPage,
  [actions.homePrevious]: turnHomePage,
  [actions.homeNext]: turnHomePage,
  [actions.homeRequest]: requestFromHome,
} as const satisfies Record<Action, ActionListener>;
