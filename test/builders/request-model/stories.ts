import fc from 'fast-check';
import type { Act, Process, Step } from './acts.js';
import { abe, amy, ben, eli, eve, type Settings, zoe } from './model.js';

export const settings: fc.Arbitrary<Settings> = fc.record({
  approvals: fc.constantFrom(1, 2, 2, 3, 3),
  breakGlass: fc.constantFrom(true, true, false),
  needsReason: fc.constantFrom(false, false, false, true),
  allows: fc.constantFrom(true, true, true, true, false),
});

type Weighted = { readonly weight: number; readonly arbitrary: fc.Arbitrary<Act> };
const of = (weight: number, arbitrary: fc.Arbitrary<Act>): Weighted => ({ weight, arbitrary });
const rarely = fc.constantFrom(false, false, false, false, true);
const simple = (...acts: ('submit' | 'work' | 'recover' | 'expire' | 'remind' | 'check')[]) =>
  fc.constantFrom(...acts).map((act): Act => ({ act }));

const vote = fc.record({
  act: fc.constant('vote' as const),
  by: fc.constantFrom(amy, abe, eli, ben, amy, abe, eli, eve, zoe),
  decision: fc.constantFrom(...([...Array(9).fill('approve'), 'deny'] as const)),
  hasReason: fc.boolean(),
  isStale: rarely,
});
const withdraw = fc.record({
  ...{ act: fc.constant('withdraw' as const), isStale: rarely },
  by: fc.constantFrom(amy, amy, abe, eli, ben, eve),
});
const override = fc.record({
  ...{ act: fc.constant('override' as const), isStale: rarely },
  by: fc.constantFrom(ben, ben, amy, zoe),
});
const cancel = fc.record({ act: fc.constant('cancel' as const), by: fc.constantFrom(eve, ben, amy, zoe) });
const retry = fc.record({
  act: fc.constant('retry' as const),
  by: fc.constantFrom(ben, ben, ben, eve, amy, zoe),
});
const settle = fc.record({
  ...{ act: fc.constant('settle' as const), by: fc.constantFrom(ben, ben, amy) },
  how: fc.constantFrom('attach' as const, 'nothing' as const),
});
const end = fc.record({
  act: fc.constant('end' as const),
  how: fc.constantFrom(
    'returned' as const,
    'raised' as const,
    'raised' as const,
    'lost' as const,
    'timed-out' as const,
  ),
});
const change = fc.record({ act: fc.constant('change' as const), settings });

/** What may happen at the same time as anything else, while people decide and while a worker is at it. */
const deciding = fc.oneof(
  ...[of(9, vote), of(3, withdraw), of(1, override), of(2, change)],
  ...[of(3, simple('recover', 'check')), of(2, simple('remind')), of(1, simple('submit', 'work', 'expire'))],
  fc.oneof({ weight: 9, arbitrary: vote }, { weight: 1, arbitrary: cancel }),
);
const running = fc.oneof(
  ...[of(7, simple('work')), of(6, end), of(5, retry), of(2, settle)],
  ...[of(3, simple('recover')), of(1, simple('expire', 'submit')), of(1, vote), of(1, change)],
  { weight: 1, arbitrary: fc.oneof({ weight: 2, arbitrary: vote }, { weight: 1, arbitrary: cancel }) },
);

/** What changes the world around it: one at a time, so that everything else knows what it stands on. */
const waiting = (...times: number[]) => fc.constantFrom(...times).map((ms): Act => ({ act: 'wait', ms }));
const leaving = fc.constantFrom(amy, abe, eli, eve).map((who): Act => ({ act: 'leave', who }));
const turning = fc.constantFrom<Act>({ act: 'disable' }, { act: 'enable' }, { act: 'enable' });
const aside = (...times: number[]) => fc.oneof(of(5, waiting(...times)), of(2, leaving), of(1, turning));

const on = fc.constantFrom<Process>('one', 'two');
const announcers = fc.constantFrom<Step['announcers']>(0, 1, 1, 1, 2);

function steps(what: fc.Arbitrary<Act>, alone: fc.Arbitrary<Act>): fc.Arbitrary<Step> {
  const placed = (act: fc.Arbitrary<Act>) => fc.record({ on, what: act });
  const acts = fc.oneof(
    { weight: 5, arbitrary: placed(what).map((one) => [one]) },
    { weight: 3, arbitrary: fc.tuple(placed(what), placed(what)) },
    // A double click, a redelivered envelope, a job delivered twice.
    {
      weight: 2,
      arbitrary: what.map((act) => (['one', 'two'] as const).map((where) => ({ on: where, what: act }))),
    },
    { weight: 3, arbitrary: placed(alone).map((one) => [one]) },
  );
  return fc.record({ acts, announcers });
}

const hour = 3_600_000;
const whileDeciding = steps(deciding, aside(1, 4 * hour, 5 * hour, 8 * hour, 8 * hour, 24 * hour));
const whileRunning = steps(running, aside(1, 31_000, 31_000, 70_000, hour + 1, 24 * hour));

const told = (...acts: Act[]): readonly Step[] =>
  acts.map((what) => ({ acts: [{ on: 'one', what }], announcers: 1 }));
const yes = (by: string): Act => ({ act: 'vote', by, decision: 'approve', hasReason: true, isStale: false });
const approved = [yes(amy), yes(abe), yes(eli)];
const few: readonly Act[] = [...[amy, abe, eli].map((who): Act => ({ act: 'leave', who })), { act: 'check' }];
const doubtful: readonly Act[] = [
  ...approved,
  { act: 'work' },
  { act: 'wait', ms: 31_000 },
  { act: 'recover' },
];
const tried: readonly Act[] = [
  ...approved,
  ...[1, 2, 3].flatMap((): Act[] => [
    { act: 'work' },
    { act: 'end', how: 'raised' },
    { act: 'retry', by: ben },
  ]),
];

/** People decide, with luck long enough; or it is decided, and workers are at it; then anything. */
export const stories: fc.Arbitrary<readonly Step[]> = fc
  .oneof(
    fc.tuple(
      fc.constantFrom(told(), told(), told(yes(amy)), told(...few)),
      fc.array(whileDeciding, { minLength: 6, maxLength: 22 }),
    ),
    fc.tuple(
      fc.constantFrom(told(...approved), told(...doubtful), told(...doubtful), told(...tried)),
      fc.array(whileRunning, { minLength: 5, maxLength: 18 }),
    ),
  )
  .map(([first, rest]) => [...told({ act: 'submit' }), ...first, ...rest]);
