import type { Request } from '../../domain/request.js';
import { type Blocks, context } from '../blocks.js';
import { codeText } from '../escape.js';
import { mention } from '../render/people.js';

/** Which request a modal is about: it covers the card. Nothing for one that is not there any more. */
export function aboutRequest(request: Pick<Request, 'id' | 'requester' | 'snapshot'> | null): Blocks {
  if (!request) return [];
  const { id, requester, snapshot } = request;
  return [
    context(
      `Request ${codeText(id, 20)}: ${codeText(snapshot.commonName, 200)} for ${mention(requester.user)}`,
    ),
  ];
}
