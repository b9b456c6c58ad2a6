import { computed, type ReadonlySignal } from '@preact/signals';

/** A computed value that counts as changed only when what it says has changed, not when it is made anew. */
export function steady<T>(compute: () => T): ReadonlySignal<T> {
  let held: { readonly written: string; readonly value: T } | undefined;
  return computed(() => {
    const value = compute();
    const written = JSON.stringify(value);
    if (held?.written !== written) held = { written, value };
    return held.value;
  });
}
