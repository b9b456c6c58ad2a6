import { z } from 'zod';

/** What we read of Slack's payloads; everything else in them is ignored (Slack: interaction payloads). */
export const commandPayload = z.object({
  user_id: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});
export type CommandPayload = z.infer<typeof commandPayload>;

const user = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();

const stateValue = z.looseObject({ type: z.string().optional() });
export const viewState = z.record(z.string(), z.record(z.string(), stateValue));
export type ViewState = z.infer<typeof viewState>;

const view = z.object({
  id: z.string(),
  hash: z.string(),
  callback_id: z.string(),
  private_metadata: z.string().default(''),
  root_view_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  state: z.object({ values: viewState }).default({ values: {} }),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string() })),
});
export type ViewPayload = z.infer<typeof view>;

export const submissionPayload = z.object({ user, team, trigger_id: z.string().optional(), view });
export type SubmissionPayload = z.infer<typeof submissionPayload>;

export const actionPayload = z.object({
  user,
  team,
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  /** The message that was clicked in; what only one person sees has none. */
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      blocks: z.array(z.looseObject({ block_id: z.string().optional() })).default([]),
    })
    .nullish(),
  view: view.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
export type ActionPayload = z.infer<typeof actionPayload>;

/** Who acted. A payload without the user's own team is from the team it was sent for. */
export function personOf(payload: SubmissionPayload | ActionPayload): { user: string; team: string } {
  return { user: payload.user.id, team: payload.user.team_id ?? payload.team?.id ?? '' };
}
