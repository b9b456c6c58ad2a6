import type { InputBlock } from '@slack/types';
import { input, textInput } from '../blocks.js';
import { limits } from '../limits.js';
import type { ViewState } from '../payloads.js';
import { textOf } from '../view-state.js';

/** Inputs for a text of lines: one, and more where there is more than an input of Slack's holds. */
export function linesInputs(
  blockId: string,
  label: string,
  {
    lines,
    hint,
    optional,
  }: { readonly lines: readonly string[]; readonly hint: string; readonly optional: boolean },
): InputBlock[] {
  return chunksOf(lines).map((chunk, index) => {
    const id = partId(blockId, index);
    const element = textInput(id, { multiline: true, initial: chunk.join('\n') });
    const isFirst = index === 0;
    return input(id, isFirst ? label : `${label} (${index + 1})`, element, {
      optional: optional || !isFirst,
      ...(isFirst ? { hint } : {}),
    });
  });
}

/** The text of all of them. */
export function linesIn(state: ViewState, blockId: string): string {
  const isPart = (block: string) => block === blockId || block.startsWith(`${blockId}#`);
  const parts = Object.keys(state).filter(isPart);
  return parts.map((block) => textOf(state, block)).join('\n');
}

function partId(blockId: string, index: number): string {
  return index === 0 ? blockId : `${blockId}#${index + 1}`;
}

/** At least one; each fits into an input. */
function chunksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [[]];
  let room: number = limits.plainTextInput;
  for (const line of lines) {
    if (line.length + 1 > room) {
      chunks.push([]);
      room = limits.plainTextInput;
    }
    chunks.at(-1)?.push(line);
    room -= line.length + 1;
  }
  return chunks;
}
