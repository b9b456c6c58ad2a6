import type { ListQuery } from '../../domain/list-query.js';
import { type ListedRequests, PAGE } from '../../workflow/list-requests.js';
import { actionRow, type Blocks, button, context, section } from '../blocks.js';
import { codeText } from '../escape.js';
import { actions } from '../ids.js';
import type { Answer } from '../listen.js';
import { type KnownOfRequest, requestLine } from './request-line.js';

const scopeWords = {
  mine: 'Your requests',
  votes: 'Requests that wait for your vote',
  all: 'All requests',
} as const satisfies Record<ListQuery['scope'], string>;

/** Whoever lists their own requests knows who asked; whoever lists votes knows who decides. */
const known = {
  mine: 'requester',
  votes: 'deciders',
  all: 'nothing',
} as const satisfies Record<ListQuery['scope'], KnownOfRequest>;

/** One page of a list, each request with a button to show it, and buttons to the pages beside it. */
export function renderList(
  query: ListQuery,
  { requests, total, isAll }: ListedRequests,
  links: readonly (string | null)[],
): Answer {
  const what = `${scopeWords[query.scope]}${filterWords(query)}`;
  if (total === 0) return { text: `*${what}*: none. ${otherWays(query)}` };
  if (requests.length === 0) {
    return { text: `*${what}*: there is no page ${query.page}; ${pagesOf(total)} is the last.` };
  }
  const first = (query.page - 1) * PAGE + 1;
  const span = `${first} to ${first + requests.length - 1} of ${isAll ? total : `${total} or more`}`;
  return {
    text: `${what}: ${span}`,
    blocks: [
      section(`*${what}* · ${span}`),
      ...requests.map((request, index) => ({
        ...section(requestLine(request, links[index] ?? null, known[query.scope])),
        accessory: button('Show', actions.showRequest, request.id),
      })),
      ...(isAll ? [] : [context('Older ones were not looked through: narrow the list down.')]),
      ...pageButtons(query, pagesOf(total)),
    ],
  };
}

function pagesOf(total: number): number {
  return Math.ceil(total / PAGE);
}

function pageButtons(query: ListQuery, pages: number): Blocks {
  const to = (page: number) => JSON.stringify({ ...query, page });
  const { page } = query;
  const row = [
    ...(page > 1 ? [button(`Previous (page ${page - 1})`, actions.listPrevious, to(page - 1))] : []),
    ...(page < pages ? [button(`Next (page ${page + 1})`, actions.listNext, to(page + 1))] : []),
  ];
  return row.length > 0 ? [actionRow('list.pages', row)] : [];
}

function filterWords({ status, profile, name }: ListQuery): string {
  return [
    ...(status === null ? [] : [`, ${status}`]),
    ...(profile === null ? [] : [`, profile ${codeText(profile, 40)}`]),
    ...(name === null ? [] : [`, with ${codeText(name, 80)} in a name`]),
  ].join('');
}

function otherWays({ scope, status, profile, name }: ListQuery): string {
  if (status !== null || profile !== null || name !== null) {
    return `\`/cert list ${scope}\` shows them without a condition.`;
  }
  return scope === 'mine' ? '`/cert request` makes one.' : 'All is done.';
}
