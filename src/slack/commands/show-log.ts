import type { Person } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import type { RunLog } from '../../domain/run-log.js';
import { isOnRoster, refuseStanding } from '../../workflow/authorize.js';
import type { Blocks } from '../blocks.js';
import { section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { codeText, escapeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { moment } from '../render/moment.js';

/** Characters of a part that fit into one message: its beginning, where a cause often is, and its end. */
const SHOWN = { head: 1000, tail: 1800 } as const;

/** What the script of a request printed in its last run (or run `words[1]`), scrubbed; for admins. */
export async function showLog(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const refusal = await refuseStanding(deps, person, deps.admins);
  if (refusal || !(await isOnRoster(deps, deps.admins, person.user))) {
    return { text: 'Only admins can see what scripts print.' };
  }
  const [typed = '', wanted = ''] = words;
  const id = typed.toLowerCase().replace(/[`#]/g, '');
  if (!id) return { text: 'Say which one: `/cert log ID`. The id is on the card of the request.' };
  const request = await deps.requests.read(id);
  if (!request) {
    const text = `There is no request ${codeText(id, 40)}. Type \`/cert log ID\` with the id on its card.`;
    return { text };
  }
  const run = /^\d+$/.test(wanted) ? Number(wanted) : request.runs.length;
  const log = run > 0 ? await deps.runLogs.read(id, run) : null;
  return log
    ? { text: `Log of run ${run} of ${id}`, blocks: [...logBlocks(log), ...withheldBlocks(request, run)] }
    : { text: noLogWords(request, run) };
}

function noLogWords({ id, runs }: Request, number: number): string {
  const run = runs.find((each) => each.number === number);
  if (!run) return runs.length === 0 ? `\`${id}\` did not run yet.` : `\`${id}\` has no run ${number}.`;
  if (!run.end)
    return `Run ${number} of \`${id}\` has been running since ${moment(run.startedAt)}. Ask again when it ended.`;
  return `There is no log of run ${number} of \`${id}\`: its worker died before it could keep one, or the log has expired.`;
}

/** The certificate that was withheld in this run: only admins get to see it. */
function withheldBlocks(request: Request, run: number): Blocks {
  if (request.status !== 'failed' || request.failure.run !== run || !request.failure.withheld) return [];
  return [section('*Withheld certificate*'), preformatted(request.failure.withheld.leafPem.slice(0, 2900))];
}

function logBlocks(log: RunLog): Blocks {
  const { firstLine, detail, output, leftOutBytes } = log;
  const parts = [detail, output].filter((part) => part.trim() !== '');
  return [
    section(`*Run ${log.run} of \`${log.request}\`*\n${escapeText(firstLine.slice(0, 1000))}`),
    ...parts.map((part) => preformatted(headAndTail(part))),
    ...(leftOutBytes > 0 ? [section(`${leftOutBytes} bytes in the middle were not kept.`)] : []),
  ];
}

function headAndTail(text: string): string {
  const left = text.length - SHOWN.head - SHOWN.tail;
  if (left <= 0) return text;
  return `${text.slice(0, SHOWN.head)}\n… ${left} characters …\n${text.slice(-SHOWN.tail)}`;
}

function preformatted(text: string): Blocks[number] {
  const elements = [{ type: 'text' as const, text }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements, border: 0 }] };
}
