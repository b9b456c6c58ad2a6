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
  type: z.enum(['modal', 'home']).optional(),
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
        /** When it was done, in seconds. */
        action_ts: z.string().optional(),
        block_id: z.string(),
        /** Null: a text input was emptied. */
        value: z
          .string()
          .nullish()
          .transform((value) => value ?? undefined),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
export type ActionPayload = z.infer<typeof actionPayload>;

/** What we read of a message that a shortcut was used on. */
const messagePayload = z.object({
  user: z.string().optional(),
  text: z.string().nullish(),
  files: z.array(z.looseObject({ id: z.string() })).default([]),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
});
export type MessagePayload = z.infer<typeof messagePayload>;

export const shortcutPayload = z.object({
  user,
  team,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: messagePayload.nullish(),
});
export type ShortcutPayload = z.infer<typeof shortcutPayload>;

/** Who acted. A payload without the user's own team is from the team it was sent for. */
export function personOf(payload: SubmissionPayload | ActionPayload | ShortcutPayload): {
  user: string;
  team: string;
} {
  return { user: payload.user.id, team: payload.user.team_id ?? payload.team?.id ?? '' };
}
