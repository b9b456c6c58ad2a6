/** Slack waits 3 s for an acknowledgement; the answer to a slow one has to be on its way before. */
const ANSWER_WITHIN_MS = 2600;

/** One acknowledgement: the first answer counts, later ones are dropped. */
export type Acknowledgement<A> = {
  ack(answer?: A): Promise<void>;
  isSent(): boolean;
  /** Nothing is sent by itself any more. */
  end(): void;
};

/**
 * Wraps Slack's `ack`. When nothing was acknowledged in time, `tooSlow` gives what to say instead of letting Slack
 * show its own failure; what is still under way goes on and, being stored once, is harmless to repeat.
 */
export function createAcknowledgement<A>(
  send: (answer?: A) => Promise<void>,
  tooSlow: () => Promise<A | undefined> | A | undefined,
): Acknowledgement<A> {
  let isSent = false;
  const ack = async (answer?: A) => {
    if (isSent) return;
    isSent = true;
    clearTimeout(timer);
    await send(answer);
  };
  const timer = setTimeout(() => {
    void Promise.resolve(tooSlow())
      .then(ack)
      .catch(() => undefined); // the listener's own end reports what went wrong
  }, ANSWER_WITHIN_MS);
  return { ack, isSent: () => isSent, end: () => clearTimeout(timer) };
}
