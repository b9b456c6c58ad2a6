/** Calls `renew`, which never throws, every `everyMs` until stopped; `stop` waits for the call under way. */
export function renewRegularly(everyMs: number, renew: () => Promise<void>): { stop(): Promise<void> } {
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await renewing;
    },
  };
}
