import { z } from 'zod';
import { personSchema } from './person.js';
import type { Request } from './request.js';

/** The parts of the Home that have pages. */
export const homeParts = ['votes', 'mine', 'ending', 'profiles'] as const;
export type HomePart = (typeof homeParts)[number];

const page = z.int().min(1).max(1000);
const pages = z.strictObject({ votes: page, mine: page, ending: page, profiles: page });
export type HomePages = z.infer<typeof pages>;

/** Somebody who opened their Home a short while ago, and what it shows them. */
export const homeViewerSchema = z.strictObject({
  format: z.literal(1),
  person: personSchema,
  /** What they were when they opened it; whatever they do is judged anew. */
  standing: z.enum(['member', 'guest', 'outsider', 'deactivated', 'bot']),
  pages,
  /** Why the last thing they did there did not work; mrkdwn of ours. */
  notice: z.string().nullable(),
  /** SHA-256 of the view that was published last. */
  shown: z.string().nullable(),
});
export type HomeViewer = z.infer<typeof homeViewerSchema>;

export const firstPages: HomePages = { votes: 1, mine: 1, ending: 1, profiles: 1 };

/** Whose Home a change of this request may change, as topics that viewers follow. */
export function homeTopics({ requester, snapshot, status }: Request): readonly string[] {
  const { users, groups } = snapshot.approvers;
  return [
    ...new Set([
      userTopic(requester.user),
      ...users.map(userTopic),
      ...groups.map(groupTopic),
      ...(status === 'issued' ? [ADMINS] : []),
    ]),
  ];
}

/** What an admin follows: certificates of everybody. */
export const ADMINS = 'admins';

export function userTopic(user: string): string {
  return `user:${user}`;
}

export function groupTopic(group: string): string {
  return `group:${group}`;
}
