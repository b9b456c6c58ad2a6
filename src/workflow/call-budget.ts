/** What calls to Slack count against: `burst` at once, then so many a minute. */
export type CallLane = { readonly name: string; readonly perMinute: number; readonly burst: number };

/** Calls to Slack are counted for all processes of a workspace: they share what Slack allows. */
export type CallBudget = {
  /** Counts a call that is made in any case. */
  count(lane: CallLane): Promise<void>;
  /** Takes one for what can be left out. False: half or more is used up, or Slack asked to hold back. */
  spare(lane: CallLane): Promise<boolean>;
  /** How long (ms) Slack wants nobody to call; 0: it does not. */
  heldFor(lane: CallLane): Promise<number>;
  /** Slack refused a call and wants nobody to call for so long. */
  holdBack(lane: CallLane, ms: number): Promise<void>;
};
