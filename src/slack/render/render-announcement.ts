import type { Announcement } from '../../domain/announcement.js';
import { assertNever } from '../../domain/assert-never.js';
import type { Roster } from '../../domain/person.js';
import type { Request } from '../../domain/request.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { decisionWords } from './decision-words.js';
import { failureWords } from './failure-words.js';
import { keyNewsWords, keyOffer } from './made-key-words.js';
import { mention, mentionRoster } from './people.js';
import { cancelWords } from './status-line.js';
import type { Words } from './words.js';

/** What the thread says about one change. Certificates go as a file. */
export function renderAnnouncement(request: Request, announcement: Announcement, admins: Roster): Words {
  const to = mention(request.requester.user);
  switch (announcement.kind) {
    case 'certificate':
      return `${to} your certificate is ready.`;
    case 'details':
      return 'All that is asked for is in the file.';
    case 'denied':
      return request.status === 'denied'
        ? because(`${to} ${mention(request.deniedBy)} denied this request`, request.denial)
        : '';
    case 'cancelled':
      return request.status === 'cancelled'
        ? `${to} this request was cancelled: ${cancelWords(request)}.`
        : '';
    case 'expired':
      return `${to} this request expired. Ask again with \`/cert request\` if the certificate is still needed.`;
    case 'failed':
      return failedWords(request, to, admins);
    case 'unknown':
      return unknownWords(request, announcement.run, admins);
    case 'retried':
      return request.status === 'approved' && request.retriedBy
        ? `${mention(request.retriedBy)} started run ${announcement.run}.`
        : '';
    case 'voted':
    case 'withdrawn':
    case 'votes-void':
    case 'override':
    case 'override-notice':
    case 'reminder':
    case 'blocked':
      return decisionWords(request, announcement, admins);
    case 'key-waits':
      return keyOffer(request).text;
    case 'key-settled':
      return keyNewsWords(request);
    case 'extra-certificate':
      return `Run ${announcement.run} brought a certificate that nobody waited for any more. It was kept. ${mentionRoster(admins)}: please decide whether to revoke it at the CA.`;
    default:
      return assertNever(announcement);
  }
}

function because(words: string, reason: string | null): Words {
  return reason ? [`${words}: `, { said: reason }] : `${words}.`;
}

function failedWords(request: Request, to: string, admins: Roster): string {
  if (request.status !== 'failed') return '';
  const { faults, withheld, markedBy } = request.failure;
  const who = markedBy ? ` That was ${mention(markedBy)}.` : '';
  const { what, next } = failureWords(request.failure);
  const log = `Admins find what the script printed with \`/cert log ${request.id}\`.`;
  return [
    `${to} ${what}${who}`,
    ...faults.map((fault) => `• ${escapeText(truncate(fault, 300))}`),
    ...(withheld ? [withheldWords(withheld.serial, admins)] : []),
    next === '' ? log : `${next} ${log}`,
  ].join('\n');
}

function withheldWords(serial: string, admins: Roster): string {
  const what = `Withheld certificate: serial \`${escapeText(serial)}\`. It was kept for admins.`;
  return `${what} ${mentionRoster(admins)}: please look at it, and revoke it at the CA if it should not exist.`;
}

function unknownWords(request: Request, run: number, admins: Roster): string {
  const why =
    request.status === 'unknown' && request.why === 'timed-out'
      ? 'reached its time limit and was ended'
      : 'was cut off';
  return [
    `${mention(request.requester.user)} run ${run} ${why} while the script may have been talking to the CA. The CA may have issued the certificate.`,
    `It is not run again by itself. ${mentionRoster(admins)}: please look at the CA, then attach the certificate, mark the run as failed, or retry.`,
  ].join('\n');
}
