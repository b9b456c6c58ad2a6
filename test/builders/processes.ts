import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that descend from it and are alive. What a run leaves behind is adopted by those above it. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const family = [pid];
  for (const member of family) {
    family.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child));
  }
  return family;
}

/** 0 for a process that is dead. */
function parentOf(pid: string): number {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' ? 0 : Number(parent);
  } catch {
    return 0;
  }
}
