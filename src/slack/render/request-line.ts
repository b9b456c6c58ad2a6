import type { Request } from '../../domain/request.js';
import { codeText, escapeText } from '../escape.js';
import { moment } from './moment.js';
import { mention, mentionRoster } from './people.js';
import { statusLine } from './status-line.js';

/** A request in two lines of mrkdwn: what it is, with a link to its card, and how it stands or what it waits for. */
export function requestLine(request: Request, link: string | null): string {
  const { id, snapshot, requester, createdAt } = request;
  const name = codeText(snapshot.commonName, 80);
  const what = `*${codeText(id, 20)}* ${name} · profile ${escapeText(snapshot.profile.name)}`;
  const card = link === null ? '' : ` · <${link}|open the card>`;
  return [
    `${what} · ${mention(requester.user)}, ${moment(createdAt)}${card}`,
    `${statusLine(request)}${waitsFor(request)}`,
  ].join('\n');
}

function waitsFor({ status, snapshot }: Request): string {
  return status === 'pending' ? ` · can be decided by ${mentionRoster(snapshot.approvers)}` : '';
}
