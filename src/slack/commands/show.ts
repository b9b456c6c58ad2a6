import type { Person } from '../../domain/person.js';
import { showRequest } from '../../workflow/show-request.js';
import type { SlackDeps } from '../deps.js';
import type { Answer } from '../listen.js';
import { renderShow } from '../render/render-show.js';
import { notShownWords } from '../render/show-words.js';

/** `/cert show ID`: all of a request for who may see it; with the certificate, wherever its card could go. */
export async function show(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const typed = words.join(' ');
  if (!typed)
    return { text: 'Say which one: `/cert show ID`. The id is on the card; `/cert list` shows yours.' };
  const result = await showRequest(deps, person, typed, 'whole');
  if (result.kind !== 'shown') return { text: notShownWords(result, typed) };
  return renderShow(result.request, await deps.cardLink(result.request.id));
}
