import type { Person } from '../../domain/person.js';
import { showRequest } from '../../workflow/show-request.js';
import { section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import type { Answer } from '../listen.js';
import { requestLine } from '../render/request-line.js';
import { notShownWords } from '../render/show-words.js';

/** `/cert status ID`: how a request stands, what it waits for, and where its card is; for every member. */
export async function status(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const typed = words.join(' ');
  if (!typed)
    return { text: 'Say which one: `/cert status ID`. The id is on the card; `/cert list` shows yours.' };
  const result = await showRequest(deps, person, typed, 'state');
  if (result.kind !== 'shown') return { text: notShownWords(result, typed) };
  const text = requestLine(result.request, await deps.cardLink(result.request.id));
  return { text, blocks: [section(text)] };
}
