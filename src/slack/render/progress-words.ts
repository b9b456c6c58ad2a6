import { minutesOf, type Progress } from '../../domain/progress.js';
import type { Request, RequestIn } from '../../domain/request.js';
import type { Blocks } from '../blocks.js';
import { moment } from './moment.js';
import { quote } from './rich-text.js';

/** Since when the script runs and, as Slack's dates do not count up, for how long at the last news of it. */
export function runningWords(request: RequestIn<'issuing'>, progress: Progress | null): string {
  const startedAt = request.runs.at(-1)?.startedAt ?? request.changedAt;
  const since = `*Issuing* · the script has been running since ${moment(startedAt)}`;
  const minutes = isOf(request, progress) ? minutesOf(startedAt, progress.at) : 0;
  return minutes > 0 ? `${since} (for ${durationWords(minutes)})` : since;
}

/** What the script said last, as text and nothing else. */
export function progressBlocks(request: Request, progress: Progress | null): Blocks {
  const said = isOf(request, progress) ? progress.text : '';
  return said ? [quote('request.progress', 'The script says', said)] : [];
}

/** What an earlier run said, or one that has ended, is no news. */
function isOf(request: Request, progress: Progress | null): progress is Progress {
  return request.status === 'issuing' && progress?.run === request.run;
}

function durationWords(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
