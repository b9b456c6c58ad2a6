import fc from 'fast-check';

/** What admins do with a profile that holds sensitive values. `how` a value is written: see `aSecret`. */
export type AdminAct =
  /** A new profile in Slack's modal; `end`: closed with the value in the draft, sent with faults first, or just saved. */
  | { readonly act: 'define'; readonly how: Writing; readonly end: 'left' | 'faulty' | 'saved' }
  /** The profile's modal: a new value, other marks, or a value that its check refuses; then closed, or sent. */
  | {
      readonly act: 'edit';
      readonly by: 'ada' | 'ben';
      readonly how: Writing;
      readonly what: (typeof edits)[number];
      readonly isSent: boolean;
      readonly goesOn: boolean;
    }
  | { readonly act: 'clone'; readonly how: Writing; readonly isSent: boolean }
  | { readonly act: 'replace'; readonly how: Writing; readonly review: boolean }
  | { readonly act: 'import'; readonly how: Writing; readonly fault: boolean; readonly review: boolean }
  /** The plain parameter becomes sensitive, or the sensitive one plain, by a file. */
  | { readonly act: 'mark' | 'unmark' | 'change'; readonly how: Writing; readonly review: boolean }
  | { readonly act: 'export' | 'look' | 'restore' | 'request' | 'test' | 'misuse'; readonly how: Writing }
  | { readonly act: 'review'; readonly decision: 'Let it through' | 'Turn it down' | 'Withdraw' };

export type Writing = (typeof writings)[number];
const writings = ['token', 'odd', 'lines', 'quoted'] as const;

const edits = ['replace', 'mark', 'unmark', 'refused', 'approvals'] as const;

const how = fc.constantFrom(...writings);
const review = fc.boolean();

const act: fc.Arbitrary<AdminAct> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('define' as const),
      how,
      end: fc.constantFrom('left', 'faulty', 'saved'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('edit' as const),
      by: fc.constantFrom('ada', 'ben'),
      how,
      what: fc.constantFrom(...edits),
      isSent: fc.boolean(),
      goesOn: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('clone' as const), how, isSent: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('replace' as const), how, review }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('import' as const), how, fault: fc.boolean(), review }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom('mark', 'unmark', 'change'), how, review }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom('export', 'look', 'restore', 'misuse'), how }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('request', 'test'), how }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('review' as const),
      decision: fc.constantFrom('Let it through', 'Turn it down', 'Withdraw'),
    }),
  },
);

/** What the parameter holds that is plain at first. */
export const PLAIN = 'https://ca.example.com';

/** A day of admins. */
export const adminActs = fc.array(act, { minLength: 6, maxLength: 14 });

const by = 'ada';
const sent = { by, how: 'odd', isSent: true, goesOn: true } as const;

/** A day with everything in it. */
export const fullDay: readonly AdminAct[] = [
  { act: 'define', how: 'odd', end: 'left' },
  { act: 'define', how: 'lines', end: 'faulty' },
  { act: 'edit', what: 'replace', ...sent, isSent: false },
  { act: 'edit', what: 'unmark', ...sent, by: 'ben' },
  { act: 'edit', what: 'mark', ...sent },
  { act: 'replace', how: 'quoted', review: false },
  { act: 'restore', how: 'token' },
  { act: 'clone', how: 'token', isSent: true },
  { act: 'replace', how: 'token', review: true },
  { act: 'look', how: 'token' },
  { act: 'review', decision: 'Let it through' },
  { act: 'import', how: 'lines', fault: true, review: false },
  { act: 'import', how: 'lines', fault: false, review: true },
  { act: 'review', decision: 'Turn it down' },
  { act: 'edit', what: 'refused', ...sent },
  { act: 'misuse', how: 'token' },
  { act: 'export', how: 'odd' },
  { act: 'request', how: 'token' },
  { act: 'test', how: 'token' },
];

/** What has come about by the end of that day. */
export const came: string[] = [
  ...['define left', 'define faulty', 'edit replace: left', 'edit unmark: saved', 'edit mark: saved'],
  ...[
    'edit refused: saved',
    'replace',
    'restore',
    'clone sent',
    'look',
    'import',
    'misuse',
    'export',
    'request',
  ],
  ...['review: Let it through', 'review: Turn it down'],
];
