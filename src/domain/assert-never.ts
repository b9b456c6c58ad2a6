/** The end of every switch over a union: a case nobody handled does not compile, and throws if it ever runs. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
