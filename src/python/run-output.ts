import type { RunOutput } from '../workflow/runner.js';
import type { Answer } from './protocol.js';

/** Collects a run's output as its frames come in, with a mark where some was left out. */
export type RunOutputCollector = {
  /** The text this frame adds, '' if it is not about output. */
  take(answer: Answer): string;
  output(): RunOutput;
};

export function collectRunOutput(): RunOutputCollector {
  let text = '';
  let leftOutBytes = 0;
  const take = (answer: Answer): string => {
    let added = '';
    if (answer.type === 'output') added = answer.text;
    if (answer.type === 'left_out') {
      leftOutBytes += answer.bytes;
      added = `${text === '' || text.endsWith('\n') ? '' : '\n'}[${answer.bytes} bytes left out]\n`;
    }
    text += added;
    return added;
  };
  return { take, output: () => ({ text, leftOutBytes }) };
}
