/**
 * How far a run is kept apart, from a process group (1) over Landlock (2) and namespaces (3) to a user id of
 * its own (4); runner/box.py says what each is.
 */
export type Rung = 1 | 2 | 3 | 4;

/** Highest first. */
export const rungs: readonly Rung[] = [4, 3, 2, 1];

/** Each in the words that admins and logs get to see. */
export const rungNames = {
  4: 'a user id of its own for each run',
  3: 'namespaces of its own for each run',
  2: 'Landlock',
  1: 'a process group',
} as const satisfies Record<Rung, string>;
