import { askAgain } from './actions/ask-again.js';
import { openLog } from './actions/open-log.js';
import { requestFromHome } from './actions/request-from-home.js';
import { sendCertificate } from './actions/send-certificate.js';
import { showRequest } from './actions/show-request.js';
import { turnHomePage } from './actions/turn-home-page.js';
import { turnLog } from './actions/turn-log.js';
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
  | 'homeRequest'
  | 'showLog'
  | 'logPrevious'
  | 'logNext'
  | 'chooseLog'];

/** The listeners of what can be pressed where requests are looked at: lists, answers, cards, the Home, logs. */
export const lookActions = {
  [actions.showRequest]: showRequest,
  [actions.sendCertificate]: sendCertificate,
  [actions.askAgain]: askAgain,
  [actions.listPrevious]: turnPage,
  [actions.listNext]: turnPage,
  [actions.homePrevious]: turnHomePage,
  [actions.homeNext]: turnHomePage,
  [actions.homeRequest]: requestFromHome,
  [actions.showLog]: openLog,
  [actions.logPrevious]: turnLog,
  [actions.logNext]: turnLog,
  [actions.chooseLog]: turnLog,
} as const satisfies Record<Action, ActionListener>;
