import type { ProfileRules } from '../../domain/draft.js';
import type { Blocks } from '../blocks.js';
import type { UserGroup } from '../directory.js';
import type { ViewState } from '../payloads.js';

/** The rules as they were filled in, or every fault at the input it belongs to. */
export type ReadRules =
  | { readonly kind: 'read'; readonly rules: ProfileRules }
  | { readonly kind: 'faults'; readonly faults: readonly (readonly [block: string, sentence: string])[] };

/** Some of a profile's rules, which are shown and set together in a modal of their own. */
export type PolicyGroup = {
  readonly title: string;
  readonly blocks: (rules: ProfileRules, choices: { readonly groups: readonly UserGroup[] }) => Blocks;
  /** `rules` with what the modal's inputs say. */
  readonly read: (rules: ProfileRules, state: ViewState) => ReadRules;
};
