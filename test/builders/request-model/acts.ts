import fc from 'fast-check';
import { abe, amy, ben, eli, eve, type Settings, zoe } from './model.js';

/** Everything that can happen to a request. */
export type Act =
  | { readonly act: 'submit' | 'work' | 'recover' | 'expire' | 'remind' | 'check' | 'enable' | 'disable' }
  | {
      readonly act: 'vote';
      readonly by: string;
      readonly decision: 'approve' | 'deny';
      readonly hasReason: boolean;
    }
  | { readonly act: 'withdraw'; readonly by: string }
  | { readonly act: 'cancel'; readonly by: string }
  | { readonly act: 'override'; readonly by: string }
  | { readonly act: 'retry'; readonly by: string }
  | { readonly act: 'settle'; readonly by: string; readonly how: 'attach' | 'nothing' }
  | { readonly act: 'end'; readonly how: 'returned' | 'raised' | 'lost' | 'timed-out' }
  | { readonly act: 'change'; readonly settings: Settings }
  | { readonly act: 'leave'; readonly who: string }
  | { readonly act: 'wait'; readonly ms: number };

export type Process = 'one' | 'two';
/** What happens at the same time, and where. */
export type Step = readonly { readonly on: Process; readonly what: Act }[];

const user = (...users: (string | undefined)[]) => fc.constantFrom(...users.map((one) => one ?? ''));

export const settings: fc.Arbitrary<Settings> = fc.record({
  approvals: fc.constantFrom(1, 2, 2, 3),
  breakGlass: fc.constantFrom(true, true, false),
  needsReason: fc.constantFrom(false, false, false, true),
  allows: fc.constantFrom(true, true, true, false),
});

const vote: fc.Arbitrary<Act> = fc.record({
  act: fc.constant('vote' as const),
  by: user(amy, abe, eli, ben, amy, abe, eli, eve, zoe),
  decision: fc.constantFrom('approve' as const, 'approve' as const, 'approve' as const, 'deny' as const),
  hasReason: fc.boolean(),
});
const byPerson = <const A extends 'withdraw' | 'cancel' | 'override' | 'retry'>(
  act: A,
  ...users: (string | undefined)[]
) => user(...users).map((by) => ({ act, by }));

const simple = (...acts: ('submit' | 'work' | 'recover' | 'expire' | 'remind' | 'check')[]) =>
  fc.constantFrom(...acts).map((act): Act => ({ act }));

/** What may happen at the same time as anything else. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: vote },
  { weight: 3, arbitrary: byPerson('withdraw', amy, abe, eli, ben, eve) },
  { weight: 1, arbitrary: byPerson('cancel', eve, ben, amy, zoe) },
  { weight: 3, arbitrary: byPerson('override', ben, ben, ben, amy, zoe) },
  { weight: 4, arbitrary: byPerson('retry', ben, ben, eve, amy, zoe) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('settle' as const),
      by: user(ben, ben, amy),
      how: fc.constantFrom('attach' as const, 'nothing' as const),
    }),
  },
  { weight: 7, arbitrary: simple('work') },
  { weight: 5, arbitrary: simple('recover', 'expire', 'remind', 'check', 'submit') },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('end' as const),
      how: fc.constantFrom('returned' as const, 'raised' as const, 'lost' as const, 'timed-out' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('change' as const), settings }) },
);

/** What changes the world around it: one at a time, so that everything else knows what it stands on. */
const alone: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 31_000, 70_000, 3_700_000, 14_500_000, 30_000_000, 86_500_000)
      .map((ms) => ({
        act: 'wait' as const,
        ms,
      })),
  },
  { weight: 1, arbitrary: user(amy, abe, eli, eve).map((who) => ({ act: 'leave' as const, who })) },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ act: 'disable' }, { act: 'enable' }, { act: 'enable' }) },
);

const on = fc.constantFrom<Process>('one', 'two');
const placed = (what: fc.Arbitrary<Act>) => fc.record({ on, what });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.array(placed(act), { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(placed(act), { minLength: 2, maxLength: 2 }) },
  // A double click, a redelivered envelope, a job delivered twice.
  {
    weight: 2,
    arbitrary: act.map(
      (what): Step => [
        { on: 'one', what },
        { on: 'two', what },
      ],
    ),
  },
  { weight: 3, arbitrary: fc.array(placed(alone), { minLength: 1, maxLength: 1 }) },
);

const alike = (...acts: Act[]): readonly Step[] => acts.map((what) => [{ on: 'one', what }]);
const yes = (by = ''): Act => ({ act: 'vote', by, decision: 'approve', hasReason: true });
const approved = [yes(amy), yes(abe), yes(eli)];
const doubtful: readonly Act[] = [
  ...approved,
  { act: 'work' },
  { act: 'wait', ms: 31_000 },
  { act: 'recover' },
];
const few: readonly Act[] = [amy, abe, eli].map((who) => ({ act: 'leave', who: who ?? '' }));

/** Where a story begins, so that the later states are reached as often as the first ones; then anything. */
export const stories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.constantFrom(
      [],
      alike(yes(amy)),
      alike(yes(amy)),
      alike(...approved),
      alike(...few),
      alike(...doubtful),
      alike(...doubtful),
    ),
    fc.array(step, { minLength: 5, maxLength: 25 }),
  )
  .map(([first, rest]) => [...alike({ act: 'submit' }), ...first, ...rest]);
