import type { Person } from '../../domain/person.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import { unescapeText } from '../escape.js';
import type { CommandListener } from '../listen.js';
import { openModal } from '../open-modal.js';
import { fillRequestForm } from '../views/fill-request-form.js';
import { prefillOfWords } from '../views/request-prefill.js';
import { csr } from './csr.js';
import { help } from './help.js';
import { list } from './list.js';
import { profileCommands } from './profile.js';
import { scriptCommands } from './script.js';
import { show } from './show.js';
import { showLog } from './show-log.js';
import { status } from './status.js';
import { workers } from './workers.js';

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
    case 'status':
      return ack(await status(deps, person, words));
    case 'list':
      return ack(await list(deps, person, words));
    case 'show':
      return ack(await show(deps, person, words));
    case 'csr':
      return ack(await csr(deps, person, words));
    case 'log':
      return ack(await showLog(deps, person, words));
    case 'workers':
      return ack(await workers(deps, person));
    case 'profile': {
      const [action = '', ...rest] = words;
      const command = profileCommands.get(action.toLowerCase());
      if (command) return command(deps, call, rest);
      break;
    }
    case 'script': {
      const [action = 'list', ...rest] = words;
      const command = scriptCommands.get(action.toLowerCase());
      if (command) return command(deps, call, rest);
    }
  }
  return ack(await help(deps, person, typed));
};
