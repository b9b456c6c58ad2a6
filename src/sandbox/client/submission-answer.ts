import { z } from 'zod';

/** What an app may answer a submission with (docs.slack.dev/surfaces/modals); nothing at all closes the view. */
export const submissionAnswer = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.undefined().optional() }),
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({
    response_action: z.literal('errors'),
    errors: z.record(z.string(), z.string().min(1)),
  }),
  z.strictObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.strictObject({ response_action: z.literal('push'), view: z.unknown() }),
]);
