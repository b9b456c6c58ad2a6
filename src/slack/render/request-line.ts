import type { Request } from '../../domain/request.js';
import { codeText, escapeText } from '../escape.js';
import { moment } from './moment.js';
import { mention, mentionRoster } from './people.js';
import { statusLine } from './status-line.js';

/** What of a request whoever reads the line knows already: they are its requester, or the one to decide. */
export type KnownOfRequest = 'requester' | 'deciders' | 'nothing';

/** A request in two lines of mrkdwn: what it is, with a link to its card, and how it stands or what it waits for. */
export function requestLine(
  request: Request,
  link: string | null,
  known: KnownOfRequest = 'nothing',
): string {
  const { id, snapshot, requester, createdAt } = request;
  const what = `*${codeText(id, 20)}* ${codeText(snapshot.commonName, 80)} · profile ${escapeText(snapshot.profile.name)}`;
  const asked =
    known === 'requester' ? moment(createdAt) : `${mention(requester.user)}, ${moment(createdAt)}`;
  const card = link === null ? '' : ` · <${link}|open the card>`;
  const waits =
    request.status === 'pending' && known !== 'deciders'
      ? ` · can be decided by ${mentionRoster(snapshot.approvers)}`
      : '';
  return `${what} · ${asked}${card}\n${statusLine(request)}${waits}`;
}
