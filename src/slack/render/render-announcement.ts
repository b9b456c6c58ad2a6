import type { Announcement } from '../../domain/announcement.js';
import { assertNever } from '../../domain/assert-never.js';
import type { Request } from '../../domain/request.js';
import { errors } from '../../errors.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { mention } from './people.js';
import { cancelWords } from './status-line.js';

const SHOWN_REASON = 500;

/** What the thread says about one change, as mrkdwn with everybody's text escaped. Certificates go as a file. */
export function renderAnnouncement(request: Request, announcement: Announcement): string {
  const to = mention(request.requester.user);
  switch (announcement.kind) {
    case 'certificate':
      return `${to} your certificate is ready.`;
    case 'denied':
      return request.status === 'denied'
        ? `${to} ${mention(request.deniedBy)} denied this request${because(request.denial)}`
        : '';
    case 'cancelled':
      return request.status === 'cancelled'
        ? `${to} this request was cancelled: ${cancelWords(request.why)}.`
        : '';
    case 'expired':
      return `${to} this request expired. Ask again with \`/cert request\` if the certificate is still needed.`;
    case 'failed':
      return failedWords(request, to);
    case 'unknown':
      return unknownWords(request, announcement.run);
    case 'retried':
      return request.status === 'approved' && request.retriedBy
        ? `${mention(request.retriedBy)} started run ${announcement.run}.`
        : '';
    case 'votes-void':
      return `The profile changed (version ${announcement.from} → ${announcement.to}), so earlier votes do not count any more. Approvers: please look at the request again.`;
    case 'extra-certificate':
      return `Run ${announcement.run} brought a certificate that nobody waited for any more. It was kept; an admin should decide whether to revoke it.`;
    default:
      return assertNever(announcement);
  }
}

function because(reason: string | null): string {
  return reason ? `: ${escapeText(truncate(reason, SHOWN_REASON))}` : '.';
}

function failedWords(request: Request, to: string): string {
  if (request.status !== 'failed') return '';
  const { code, faults, withheld } = request.failure;
  const lines = [
    `${to} ${errors[code].userText}`,
    ...faults.map((fault) => `• ${escapeText(truncate(fault, 300))}`),
  ];
  if (withheld)
    lines.push(`Withheld certificate: serial \`${escapeText(withheld.serial)}\`. It was kept for admins.`);
  lines.push(`Admins find what the script printed with \`/cert log ${request.id}\`.`);
  return lines.join('\n');
}

function unknownWords(request: Request, run: number): string {
  const why =
    request.status === 'unknown' && request.why === 'timed-out'
      ? 'reached its time limit and was ended'
      : 'was cut off';
  return [
    `${mention(request.requester.user)} run ${run} ${why} while the script may have been talking to the CA. The CA may have issued the certificate.`,
    'It is not run again by itself. An admin has to look at the CA, then attach the certificate, mark the run as failed, or retry.',
  ].join('\n');
}
