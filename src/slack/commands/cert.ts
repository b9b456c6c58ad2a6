import type { Person } from '../../domain/person.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import { unescapeText } from '../escape.js';
import type { CommandListener } from '../listen.js';
import { openModal } from '../open-modal.js';
import { fillRequestForm } from '../views/fill-request-form.js';
import { prefillOfWords } from '../views/request-prefill.js';
import { help } from './help.js';
import { profileList } from './profile-list.js';
import { profileNew } from './profile-new.js';
import { profileShow } from './profile-show.js';
import { showLog } from './show-log.js';

const PRIVATE_KEY =
  'This holds a private key. It was not stored, but it went through Slack: consider it compromised and make a new one.';

/** `/cert ...`: finds the verb; anything else gets help, never silence. */
export const cert: CommandListener = async (deps, call) => {
  const { payload, client, ack } = call;
  const person: Person = { user: payload.user_id, team: payload.team_id };
  const typed = unescapeText(payload.text).trim();
  if (containsPrivateKey(typed)) return ack({ text: PRIVATE_KEY });
  const [verb = 'help', ...words] = typed.split(/\s+/).filter((word) => word !== '');
  switch (verb.toLowerCase()) {
    case 'help':
      return ack(await help(deps, person));
    case 'request':
      await ack();
      return openModal(deps, { client, triggerId: payload.trigger_id }, 'Request a certificate', async () =>
        fillRequestForm(deps, person, prefillOfWords(words, await deps.profiles.list(), payload.channel_id)),
      );
    case 'log':
      return ack(await showLog(deps, person, words));
    case 'profile': {
      const [action = '', ...rest] = words;
      const act = action.toLowerCase();
      if (act === 'new') return profileNew(deps, call, rest);
      if (act === 'list') return profileList(deps, call, rest);
      if (act === 'show') return profileShow(deps, call, rest);
    }
  }
  return ack(await help(deps, person, typed));
};
