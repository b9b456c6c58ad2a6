import { z } from 'zod';

/** Somebody in Slack, by ids only: names change, ids do not. */
export const personSchema = z.strictObject({ user: z.string().min(1), team: z.string().min(1) });
export type Person = z.infer<typeof personSchema>;

/** Users and user groups that hold a role (admins, or the approvers of a profile). */
export const rosterSchema = z.strictObject({
  users: z.array(z.string()).readonly(),
  groups: z.array(z.string()).readonly(),
});
export type Roster = z.infer<typeof rosterSchema>;
