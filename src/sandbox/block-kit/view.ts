import { z } from 'zod';
import { viewBlocks } from './blocks.js';
import { plainText } from './composition.js';
import { limits } from './limits.js';

const common = {
  blocks: viewBlocks,
  private_metadata: z.string().max(limits.view.privateMetadata).default(''),
  callback_id: z.string().max(limits.id).default(''),
  external_id: z.string().max(limits.id).default(''),
};

/** A modal as an app sends it (docs.slack.dev/reference/views/modal-views). */
const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(limits.view.title),
    submit: plainText(limits.view.submit).optional(),
    close: plainText(limits.view.close).optional(),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
  })
  .refine((it) => it.submit !== undefined || !it.blocks.some((block) => block.type === 'input'), {
    message: 'missing required field: submit (the view has input blocks)',
  });

const home = z.strictObject({ type: z.literal('home'), ...common });

/** A view as an app sends it; what it leaves out has the value Slack gives it. */
export const view = z.discriminatedUnion('type', [modal, home]);

export type ViewContent = z.infer<typeof view>;
export type ModalContent = z.infer<typeof modal>;
export type HomeContent = z.infer<typeof home>;
