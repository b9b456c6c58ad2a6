import { type Attention, attentionOf } from '../../domain/attention.js';
import { cardRoom } from '../../domain/card-room.js';
import type { Request } from '../../domain/request.js';
import { type Blocks, section } from '../blocks.js';
import { truncate } from '../limits.js';
import { attentionLine } from './attention-lines.js';
import { moment } from './moment.js';
import { mention } from './people.js';
import { bullets, type Piece, quote } from './rich-text.js';

/** What must not be overlooked, above everything else: nothing for most requests. */
export function attentionBlocks(request: Request, room: number = cardRoom.attention): Blocks {
  const attention = attentionOf(request);
  const heading = request.status === 'pending' ? '⚠️ Needs attention' : '⚠️ Was pointed out to the approvers';
  return [
    ...overrideBlocks(request),
    ...blockedBlocks(request),
    ...(attention.length > 0 ? [bullets('request.attention', heading, fittingLines(attention, room))] : []),
  ];
}

/** Whole lines as long as there is room; at least one. */
function fittingLines(attention: readonly Attention[], room: number): readonly (readonly Piece[])[] {
  const lines = attention.map(attentionLine);
  let left = room;
  const shown = lines.filter((line, index) => {
    left -= lengthOf(line);
    return left >= 0 || index === 0;
  });
  const missing = lines.length - shown.length;
  return missing > 0 ? [...shown, [{ bold: `and ${missing} more: see Details` }]] : shown;
}

function lengthOf(line: readonly Piece[]): number {
  return line.reduce((sum, piece) => {
    if (typeof piece === 'string') return sum + piece.length;
    if ('bold' in piece) return sum + piece.bold.length;
    return 'code' in piece ? sum + piece.code.length : sum;
  }, 0);
}

function overrideBlocks({ override }: Request): Blocks {
  if (!override) return [];
  const words = `🚨 *Break glass:* ${mention(override.by)} approved this alone ${moment(override.at)}, without the votes of the approvers.`;
  return [
    section(words),
    quote('request.override', 'Their reason', truncate(override.reason, cardRoom.override)),
  ];
}

/** Only while it waits: afterwards it no longer matters. */
function blockedBlocks({ status, blocked, snapshot }: Request): Blocks {
  if (status !== 'pending' || !blocked) return [];
  const { able, needed } = blocked;
  const can = able === 0 ? 'nobody' : `only ${able} ${able === 1 ? 'person' : 'people'}`;
  const help = snapshot.policy.breakGlass ? ', or approve alone with *Break glass*' : '';
  return [
    section(
      `⛔ *This cannot be approved as it stands:* it needs ${needed} more ${needed === 1 ? 'approval' : 'approvals'}, and ${can} can still vote. An admin can add approvers to the profile${help}.`,
    ),
  ];
}
