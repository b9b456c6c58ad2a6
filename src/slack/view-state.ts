import { z } from 'zod';
import type { ViewState } from './payloads.js';

const chosen = z.object({ value: z.string() });
const slackFile = z.object({
  id: z.string(),
  size: z.number(),
  name: z.string().nullish(),
  url_private_download: z.string().nullish(),
});
/** A file that a person put into a file input, before anybody fetched it. */
export type InputFile = z.infer<typeof slackFile>;

// Ids end up inside mentions, and what a person's client sends need not be what was offered.
const one = {
  text: z.object({ value: z.string().nullish() }),
  option: z.object({ selected_option: chosen.nullish() }),
  options: z.object({ selected_options: z.array(chosen).nullish() }),
  users: z.object({ selected_users: z.array(z.string().regex(/^[UW][A-Z0-9]+$/)).nullish() }),
  groups: z.object({
    selected_options: z.array(z.object({ value: z.string().regex(/^S[A-Z0-9]+$/) })).nullish(),
  }),
  channel: z.object({
    selected_conversation: z
      .string()
      .regex(/^[CDG][A-Z0-9]+$/)
      .nullish(),
  }),
  files: z.object({ files: z.array(slackFile).nullish() }),
};

/** What stands in the input of this block; the block has one element. Undefined when the block is not there. */
function element(state: ViewState, block: string): unknown {
  return Object.values(state[block] ?? {})[0];
}

/** The typed text; empty when nothing was typed or the input is not there. */
export function textOf(state: ViewState, block: string): string {
  return one.text.safeParse(element(state, block)).data?.value ?? '';
}

/** The chosen option's value, or null. */
export function optionOf(state: ViewState, block: string): string | null {
  return one.option.safeParse(element(state, block)).data?.selected_option?.value ?? null;
}

/** The values of all ticked or chosen options. */
export function optionsOf(state: ViewState, block: string): readonly string[] {
  const options = one.options.safeParse(element(state, block)).data?.selected_options ?? [];
  return options.map(({ value }) => value);
}

/** The ids of user groups among the options. */
export function groupsOf(state: ViewState, block: string): readonly string[] {
  const options = one.groups.safeParse(element(state, block)).data?.selected_options ?? [];
  return options.map(({ value }) => value);
}

export function usersOf(state: ViewState, block: string): readonly string[] {
  return one.users.safeParse(element(state, block)).data?.selected_users ?? [];
}

export function channelOf(state: ViewState, block: string): string | null {
  return one.channel.safeParse(element(state, block)).data?.selected_conversation ?? null;
}

export function filesOf(state: ViewState, block: string): readonly InputFile[] {
  return one.files.safeParse(element(state, block)).data?.files ?? [];
}
