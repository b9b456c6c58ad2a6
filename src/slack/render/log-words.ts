import type { Request } from '../../domain/request.js';
import type { RunLog } from '../../domain/run-log.js';
import { type Blocks, section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import { moment } from './moment.js';
import { preformatted } from './rich-text.js';

/** What everybody but admins hears. */
export const onlyAdmins =
  'Only admins can see what scripts print. The card and its thread say what went wrong and what to do next.';

/** No request has the id that somebody typed. */
export function noSuchLog(typed: string): string {
  return `There is no request ${codeText(typed, 40)}. Type \`/cert log ID\` with the id on its card.`;
}

/** Why there is no log of a run. */
export function noLogWords({ id, runs }: Request, number: number): string {
  const run = runs.find((each) => each.number === number);
  if (!run) return runs.length === 0 ? `\`${id}\` did not run yet.` : `\`${id}\` has no run ${number}.`;
  if (!run.end)
    return `Run ${number} of \`${id}\` has been running since ${moment(run.startedAt)}. Ask again when it ended.`;
  return `There is no log of run ${number} of \`${id}\`: its worker died before it could keep one, or the log has expired.`;
}

/** Which run it was, when it ended, and the line that says best how. */
export function logHeading(log: RunLog): Blocks[number] {
  const { request, run, at, firstLine } = log;
  return section(
    `*Run ${run} of \`${request}\`* · ended ${moment(at)}\n${escapeText(visible(firstLine.slice(0, 1000)))}`,
  );
}

/** What is not there of the output. */
export function leftOutWords({ leftOutBytes }: RunLog): Blocks {
  return leftOutBytes > 0 ? [section(`${leftOutBytes} bytes in the middle were not kept.`)] : [];
}

/** The certificate that was withheld in this run: only admins get to see it. */
export function withheldBlocks(request: Request, run: number): Blocks {
  if (request.status !== 'failed' || request.failure.run !== run || !request.failure.withheld) return [];
  return [section('*Withheld certificate*'), preformatted(request.failure.withheld.leafPem.slice(0, 2900))];
}

/** Output as it can be shown: no control character and nothing that turns text around, lines and tabs as they are. */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}
