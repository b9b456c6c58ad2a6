import type { Duplex } from 'node:stream';
import { type Answer, answerSchema, createFrameReader, encodeFrame, type RunFrame } from './protocol.js';

/** What was heard over a run's channel; `fault` if it was not what the protocol says. */
export type Heard = { fault: string; hasAnswered: boolean };

/** How a run went at its process's end: `isHarmless` if nothing of the script can have been executed. */
export type RunProcessEnd = { readonly reason: string; readonly isHarmless: boolean };

/** A run under way. Closing its channel makes it end everything of the run; `kill` ends only what watches over it. */
export type RunProcess = {
  readonly ended: Promise<RunProcessEnd>;
  closeChannel(): void;
  kill(): void;
};

/** How a run is started: handed the frame, it gives the answers as they come. */
export type StartRun = (frame: RunFrame, onAnswer: (answer: Answer) => void) => RunProcess;

/** Sends the run and listens. A channel that breaks or speaks otherwise is destroyed; its end is what tells. */
export function speakOver(channel: Duplex, frame: RunFrame, onAnswer: (answer: Answer) => void): Heard {
  const read = createFrameReader(answerSchema);
  const heard: Heard = { fault: '', hasAnswered: false };
  channel.on('data', (chunk: Buffer) => {
    try {
      const answers = read(chunk);
      heard.hasAnswered ||= answers.length > 0;
      answers.forEach(onAnswer);
    } catch (error) {
      heard.fault = `the run process answered what it should not: ${error instanceof Error ? error.name : 'fault'}`;
      channel.destroy();
    }
  });
  channel.on('error', () => undefined);
  channel.write(encodeFrame(frame));
  return heard;
}
