import type { Person } from '../../domain/person.js';
import type { RunLog } from '../../domain/run-log.js';
import { lookAtLog } from '../../workflow/look-at-log.js';
import { actionRow, type Blocks, button } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { actions } from '../ids.js';
import type { Answer } from '../listen.js';
import { writeLogValue } from '../log-value.js';
import {
  leftOutWords,
  logHeading,
  noLogWords,
  noSuchLog,
  onlyAdmins,
  visible,
  withheldBlocks,
} from '../render/log-words.js';
import { preformatted } from '../render/rich-text.js';

/** Characters of a part that fit into one message: its beginning, where a cause often is, and its end. */
const SHOWN = { head: 1000, tail: 1800 } as const;

/** `/cert log ID [RUN]`: what the script of a request printed in its last run or in that one, scrubbed; for admins. */
export async function showLog(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const [typed = '', wanted = ''] = words;
  const run = /^\d{1,4}$/.test(wanted) ? Number(wanted) : null;
  const result = await lookAtLog(deps, { typed, run, by: person });
  if (result.kind === 'not-an-admin') return { text: onlyAdmins };
  if (!typed) return { text: 'Say which one: `/cert log ID`. The id is on the card of the request.' };
  if (result.kind === 'no-such-request') return { text: noSuchLog(typed) };
  const { request, log } = result;
  if (!log) return { text: noLogWords(request, result.run) };
  const blocks = [...logBlocks(log), ...withheldBlocks(request, log.run), wholeLog(log)];
  return { text: `Log of run ${log.run} of ${request.id}`, blocks };
}

function logBlocks(log: RunLog): Blocks {
  const parts = [log.detail, log.output].map(visible).filter((part) => part.trim() !== '');
  return [logHeading(log), ...parts.map((part) => preformatted(headAndTail(part))), ...leftOutWords(log)];
}

function wholeLog({ request, run }: RunLog): Blocks[number] {
  const value = writeLogValue({ requestId: request, run, page: 0 });
  return actionRow('log.buttons', [button('All of it', actions.showLog, value)]);
}

function headAndTail(text: string): string {
  const left = text.length - SHOWN.head - SHOWN.tail;
  if (left <= 0) return text;
  return `${text.slice(0, SHOWN.head)}\n… ${left} characters …\n${text.slice(-SHOWN.tail)}`;
}
