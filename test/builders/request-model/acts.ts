import type { Settings } from './model.js';

/** Everything that can happen to a request. `isStale`: on the card as it was drawn first. */
export type Act =
  | { readonly act: 'submit' | 'work' | 'recover' | 'expire' | 'remind' | 'check' | 'enable' | 'disable' }
  | {
      readonly act: 'vote';
      readonly by: string;
      readonly decision: 'approve' | 'deny';
      readonly hasReason: boolean;
      readonly isStale: boolean;
    }
  | { readonly act: 'withdraw'; readonly by: string; readonly isStale: boolean }
  | { readonly act: 'override'; readonly by: string; readonly isStale: boolean }
  | { readonly act: 'cancel'; readonly by: string }
  | { readonly act: 'retry'; readonly by: string }
  | { readonly act: 'settle'; readonly by: string; readonly how: 'attach' | 'nothing' }
  | { readonly act: 'end'; readonly how: 'returned' | 'raised' | 'lost' | 'timed-out' }
  | { readonly act: 'change'; readonly settings: Settings }
  | { readonly act: 'leave'; readonly who: string }
  | { readonly act: 'wait'; readonly ms: number };

export type Process = 'one' | 'two';

/** What happens at the same time, and where; then so many processes bring the thread up to date, or none does. */
export type Step = {
  readonly acts: readonly { readonly on: Process; readonly what: Act }[];
  readonly announcers: 0 | 1 | 2;
};
