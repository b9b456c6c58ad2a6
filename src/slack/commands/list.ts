import { type ListQuery, readListWords } from '../../domain/list-query.js';
import { nearNames } from '../../domain/near-names.js';
import type { Person } from '../../domain/person.js';
import { type ListRequestsResult, listRequests } from '../../workflow/list-requests.js';
import type { SlackDeps } from '../deps.js';
import { codeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { mentionRoster } from '../render/people.js';
import { renderList } from '../render/render-list.js';
import { standingWords } from '../render/standing-words.js';

const USAGE = '`/cert list [mine | votes | all] [STATE] [profile=NAME] [name=PART] [page N]`';
const STATES = 'States: pending, approved, issuing, issued, failed, unknown, denied, cancelled, expired.';

/** `/cert list ...`: a page of requests that only the asker sees. */
export async function list(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const read = readListWords(words);
  if (read.ok) return listAnswer(deps, person, read.query);
  const unknown = read.unknown.slice(0, 5).map((word) => codeText(word, 60));
  return { text: `I do not understand ${unknown.join(', ')}. Type ${USAGE}. ${STATES}` };
}

/** The answer to one query: typed, or behind a button that leads to another page. */
export async function listAnswer(deps: SlackDeps, person: Person, query: ListQuery): Promise<Answer> {
  const result = await listRequests(deps, person, query);
  if (result.kind !== 'listed') return { text: notListedWords(deps, result) };
  const links = await Promise.all(result.requests.map(({ id }) => deps.cardLink(id)));
  return renderList(query, result, links);
}

function notListedWords(deps: SlackDeps, result: Exclude<ListRequestsResult, { kind: 'listed' }>): string {
  if (result.kind === 'no-such-profile') {
    const near = nearNames(result.name, result.names).map((name) => codeText(name, 40));
    const help = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '`/cert profile list` shows all.';
    return `There is no profile ${codeText(result.name, 40)}. ${help}`;
  }
  const { refusal } = result;
  return refusal.code === 'no-standing'
    ? standingWords(refusal.standing)
    : `Only admins (${mentionRoster(deps.admins)}) see the requests of everybody. \`/cert list\` shows yours, \`/cert list votes\` those that wait for your vote.`;
}
