import type { Answer, RunFrame } from './protocol.js';
import { type RunProcess, speakOver } from './run-channel.js';
import { endInWords, type Python, type PythonDeps, startPython } from './start-python.js';

const who = 'the run process';

/** One run in a Python process of its own. Never throws; what goes wrong is in `ended`. */
export function startRunProcess(
  deps: PythonDeps,
  frame: RunFrame,
  onAnswer: (answer: Answer) => void,
): RunProcess {
  let python: Python;
  try {
    python = startPython(deps, 'one', []);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const reason = endInWords(who, { code: null, signal: null, words });
    const ended = Promise.resolve({ reason, isHarmless: true });
    return { ended, closeChannel: () => undefined, kill: () => undefined };
  }
  const heard = speakOver(python.channel, frame, onAnswer);
  const ended = python.ended.then((end) => ({
    reason: heard.fault || endInWords(who, end),
    isHarmless: !heard.hasAnswered,
  }));
  return { ended, closeChannel: () => python.channel.destroy(), kill: python.kill };
}
