import type { Directory, Standing } from '../../src/workflow/ports.js';

/** A workspace in memory: everybody is a member, unless `standings` says otherwise; groups by id. */
export function aDirectory(
  workspace: {
    readonly standings?: Readonly<Record<string, Standing['kind']>>;
    readonly groups?: Readonly<Record<string, readonly string[]>>;
  } = {},
): Directory {
  const { standings = {}, groups = {} } = workspace;
  return {
    standing: async ({ user }) => ({ kind: standings[user] ?? 'member' }),
    membersOf: async (group) => groups[group] ?? [],
  };
}
