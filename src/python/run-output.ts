import type { RunOutput } from '../workflow/runner.js';
import type { Answer } from './protocol.js';

/** What a frame brings: `output` is part of the run's output, `progress` a line of it that is told ahead of time. */
export type Said = { readonly output?: string; readonly progress?: string };

/** Collects a run's output as its frames come in, with a mark where some was left out. */
export type RunOutputCollector = {
  take(answer: Answer): Said;
  output(): RunOutput;
};

export function collectRunOutput(): RunOutputCollector {
  const pieces: string[] = [];
  let leftOutBytes = 0;
  const add = (output: string): Said => {
    pieces.push(output);
    return { output };
  };
  const take = (answer: Answer): Said => {
    if (answer.type === 'output') return add(answer.text);
    if (answer.type === 'progress') return { progress: answer.text };
    if (answer.type !== 'left_out') return {};
    leftOutBytes += answer.bytes;
    const last = pieces.at(-1) ?? '\n';
    return add(`${last.endsWith('\n') ? '' : '\n'}[${answer.bytes} bytes left out]\n`);
  };
  return { take, output: () => ({ text: pieces.join(''), leftOutBytes }) };
}
