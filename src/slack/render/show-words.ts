import { nearNames } from '../../domain/near-names.js';
import type { ShowRequestResult } from '../../workflow/show-request.js';
import { codeText } from '../escape.js';
import { mentionRoster } from './people.js';
import { standingWords } from './standing-words.js';

type NotShown = Exclude<ShowRequestResult, { kind: 'shown' }>;

/** Why a request is not shown, and what to do, in words for the one who asked; `typed` is their id. */
export function notShownWords(result: NotShown, typed: string): string {
  if (result.kind === 'no-such-request') return noSuchRequest(typed, result.own);
  const { refusal } = result;
  return refusal.code === 'no-standing'
    ? standingWords(refusal.standing)
    : `Only its requester, its approvers (${mentionRoster(refusal.approvers)}) and admins can see all of this request. \`/cert status\` tells everybody how it stands.`;
}

function noSuchRequest(typed: string, own: readonly string[]): string {
  const unknown = `There is no request ${codeText(typed, 40)}.`;
  const near = nearNames(typed, own).map((id) => `\`${id}\``);
  return near.length > 0
    ? `${unknown} Did you mean ${near.join(' or ')}?`
    : `${unknown} The id is on the card of the request; \`/cert list\` shows yours.`;
}
