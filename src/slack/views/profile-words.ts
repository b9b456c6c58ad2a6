import type { Roster } from '../../domain/person.js';
import type { ProfileSettings } from '../../domain/profile.js';
import type { StandingRefusal } from '../../workflow/authorize.js';
import { escapeText } from '../escape.js';
import { mentionRoster } from '../render/people.js';
import { standingWords } from '../render/standing-words.js';

/** For a draft that ended, or is somebody else's. Plain text and mrkdwn alike. */
export const DRAFT_GONE =
  'This form was open for too long and what it held is gone. Close it and type /cert profile new or /cert profile edit NAME again.';

type Refusal =
  | { readonly kind: 'not-an-admin' }
  | { readonly kind: 'no-standing'; readonly refusal: StandingRefusal };

/** Why somebody may not define profiles, and who can (mrkdwn). */
export function refusalWords(result: Refusal, admins: Roster): string {
  return result.kind === 'no-standing'
    ? standingWords(result.refusal.standing)
    : `Only admins can define profiles. Ask ${mentionRoster(admins)}.`;
}

/** "1 approval of @amy or @abe" (mrkdwn). */
export function approvalWords({ approvalsRequired, approvers }: ProfileSettings): string {
  const approvals = approvalsRequired === 1 ? '1 approval' : `${approvalsRequired} approvals`;
  return `${approvals} of ${mentionRoster(approvers)}`;
}

/** What is said when a profile was saved: what can be done with it now (mrkdwn). */
export function savedWords(settings: ProfileSettings, version: number): string {
  const name = escapeText(settings.name);
  return [
    `Profile *${name}* is saved as version ${version}.`,
    `To get a certificate by it: \`/cert request ${name}\``,
    `Requests are posted in <#${settings.channel}> and need ${approvalWords(settings)}.`,
  ].join('\n');
}
