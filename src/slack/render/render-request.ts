import { cardRoom, exceedsCard } from '../../domain/card-room.js';
import { printable } from '../../domain/printable.js';
import type { Progress } from '../../domain/progress.js';
import type { Request } from '../../domain/request.js';
import { type Blocks, context, plain, section } from '../blocks.js';
import { limits, truncate } from '../limits.js';
import { attentionBlocks } from './attention-blocks.js';
import { factLines, wishLines } from './fact-lines.js';
import { moment } from './moment.js';
import { progressBlocks } from './progress-words.js';
import { buttonsOf } from './request-buttons.js';
import { quote, richText } from './rich-text.js';
import { statusLine } from './status-line.js';
import { summaryText } from './summary-text.js';
import { voteBlocks } from './vote-remarks.js';

/** `isFallback`: the card is in a direct message, for want of a channel. `progress`: of a run under way. */
export type CardOptions = { readonly isFallback?: boolean; readonly progress?: Progress | null };

/**
 * The card of a request: a pure function of the record, the same for posting and updating. How it stands and what
 * needs attention first, then all that is approved.
 */
export function renderRequest(
  request: Request,
  { isFallback = false, progress = null }: CardOptions = {},
): { text: string; blocks: Blocks } {
  const { commonName } = request.snapshot;
  return {
    text: summaryText(request),
    blocks: [
      { type: 'header', text: plain(`Certificate for ${printable(commonName, 255)}`, limits.header) },
      ...(isFallback
        ? [context('I cannot post in the channel of this profile, so this came to you directly.')]
        : []),
      section(statusLine(request, progress)),
      ...progressBlocks(request, progress),
      ...attentionBlocks(request),
      richText('request.wish', wishLines(request)),
      ...(request.reason
        ? [quote('request.reason', 'Reason', truncate(request.reason, cardRoom.reason))]
        : []),
      richText('request.facts', factLines(request)),
      ...voteBlocks(request),
      ...(exceedsCard(request)
        ? [context('*More than fits here:* all of it is in the thread as a file, and in *Details*.')]
        : []),
      ...buttonsOf(request),
      context(footer(request)),
    ],
  };
}

/** Dates of other certificates are as they were when this was asked for. */
function footer({ id, createdAt, history, status }: Request): string {
  const asOf = history?.previous && status === 'pending' ? ' · other certificates as of then' : '';
  return `Request \`${id}\` · asked ${moment(createdAt)}${asOf}`;
}
