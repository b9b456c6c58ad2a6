import type { Profile } from '../../domain/profile.js';
import type { Request } from '../../domain/request.js';
import type { SetProfileStatusResult } from '../../workflow/set-profile-status.js';
import { section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { escapeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { refusalWords } from '../views/profile-words.js';
import { requestLine } from './request-line.js';

const done = {
  enabled: 'is enabled: people can request by it.',
  disabled:
    'is disabled: nobody can request by it. Requests that wait for votes are cancelled; what is approved still runs.',
  deleted: 'is deleted, with its sensitive values and its state.',
} as const;

/** What became of enabling, disabling or deleting a profile, for the admin who did it. */
export async function statusResultAnswer(
  deps: Pick<SlackDeps, 'admins' | 'cardLink'>,
  result: SetProfileStatusResult,
  wanted: Profile['status'],
): Promise<Answer> {
  switch (result.kind) {
    case 'set':
      return { text: `*${nameOf(result.profile)}* ${done[wanted]}` };
    case 'stands':
      return { text: `*${nameOf(result.profile)}* is ${wanted} already.` };
    case 'needs-another-admin':
      return {
        text: `You made the newest version of *${nameOf(result.profile)}*, so another admin has to enable it.`,
      };
    case 'has-open-requests':
      return openRequests(deps, result.profile, result.requests);
    case 'no-such-profile':
      return { text: 'This profile is not there any more.' };
    case 'not-an-admin':
    case 'no-standing':
      return { text: refusalWords(result, deps.admins) };
  }
}

async function openRequests(
  { cardLink }: Pick<SlackDeps, 'cardLink'>,
  profile: Profile,
  requests: readonly Request[],
): Promise<Answer> {
  const lines = await Promise.all(
    requests.map(async (request) => requestLine(request, await cardLink(request.id))),
  );
  const text = `*${nameOf(profile)}* cannot be deleted while requests are open. Decide or cancel these first, or disable the profile:`;
  return { text, blocks: [text, ...lines].map((line) => section(line)) };
}

function nameOf({ version }: Profile): string {
  return escapeText(version.settings.name);
}
