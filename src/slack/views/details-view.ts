import type { ModalView } from '@slack/types';
import type { Request } from '../../domain/request.js';
import { context, section } from '../blocks.js';
import { callbacks } from '../ids.js';
import { modal } from '../modal.js';
import { attentionBlocks } from '../render/attention-blocks.js';
import { csrBlocks, nameBlocks } from '../render/details-csr.js';
import { earlierBlocks } from '../render/details-history.js';
import { idBlocks, runBlocks } from '../render/details-runs.js';
import { verdictBlocks } from '../render/details-verdicts.js';
import { allVoteBlocks } from '../render/details-votes.js';
import { statusLine } from '../render/status-line.js';

/**
 * All that is known of a request, for everybody who sees its card: nothing in it is secret, a sensitive value is
 * nowhere. Within Slack's 100 blocks of 3,000 characters; names that have no room are in the thread's file.
 */
export function detailsView(request: Request): ModalView {
  const blocks = [
    section(statusLine(request)),
    ...attentionBlocks(request, DETAILS_ROOM),
    ...nameBlocks(request),
    ...verdictBlocks(request),
    ...allVoteBlocks(request),
    ...runBlocks(request),
    ...earlierBlocks(request),
    ...csrBlocks(request),
    ...idBlocks(request),
  ];
  // Every part keeps to its share; this holds if one of them ever does not.
  const shown =
    blocks.length > 100 ? [...blocks.slice(0, 99), context('There is more than fits here.')] : blocks;
  return modal(callbacks.notice, `Request ${request.id}`, shown, { close: 'Close' });
}

const DETAILS_ROOM = 8000;
