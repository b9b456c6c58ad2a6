import type { CallLane } from '../workflow/call-budget.js';

/** Calls a minute of the methods that are not of Tier 3 (Slack: rate limits; each method's page has its tier). */
const perMinute: Readonly<Record<string, number>> = {
  ...{ 'chat.postEphemeral': 100, 'users.info': 100, 'conversations.members': 100 },
  ...{ 'views.open': 100, 'views.push': 100, 'views.update': 100, 'views.publish': 100 },
  ...{ 'files.getUploadURLExternal': 100, 'files.completeUploadExternal': 100, 'files.info': 100 },
  ...{ 'usergroups.list': 20, 'usergroups.users.list': 20 },
};
const TIER_3 = 50;

/** What a call counts against: its method, and for messages, which have one a second and channel, the channel too. */
export function laneOf(url: string, form: string): CallLane {
  const method = url.slice(url.lastIndexOf('/') + 1);
  const rate = perMinute[method] ?? TIER_3;
  if (method !== 'chat.postMessage') return { name: method, perMinute: rate, burst: rate };
  const [, channel = ''] = /(?:^|&)channel=([^&]*)/.exec(form) ?? [];
  return { name: `${method}:${channel}`, perMinute: 60, burst: 10 };
}
