import { limits, truncate } from './limits.js';
import type { SubmissionAnswer } from './listen.js';

/** Sentences under the inputs they belong to, several at one input joined. Every block has to be an input's. */
export function fieldErrors(
  faults: readonly (readonly [block: string, sentence: string])[],
): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const [block, sentence] of faults) {
    errors[block] = truncate(errors[block] ? `${errors[block]} ${sentence}` : sentence, limits.fieldError);
  }
  return { response_action: 'errors', errors };
}
