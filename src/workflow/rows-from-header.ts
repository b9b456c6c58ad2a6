import { type DraftRow, NOT_ENTERED } from '../domain/draft.js';
import type { Parameter } from '../domain/parameter.js';
import type { ScriptHeader, ScriptParameter } from '../domain/script-header.js';
import { mostParameters } from './parameter-rows.js';

/** Characters of a hint that a parameter keeps. */
const HINT = 200;

/**
 * The rows of a draft and, after them, one for each parameter of the script's header that has none yet, as many as
 * a profile can have. What somebody filled in stays; what another script's header offered goes. `newRow` gives row ids.
 */
export function rowsFromHeader(
  header: Pick<ScriptHeader, 'parameters'>,
  draft: { readonly rows: readonly DraftRow[] },
  newRow: () => string,
): readonly DraftRow[] {
  const kept = draft.rows.filter(({ fromHeader }) => !fromHeader);
  const known = new Set(kept.map(({ parameter }) => parameter.name));
  const missing = header.parameters.filter(({ name }) => !known.has(name));
  const added = missing.map(
    (each): DraftRow => ({ row: newRow(), parameter: parameterOf(each), sealed: null, fromHeader: true }),
  );
  return [...kept, ...added].slice(0, Math.max(mostParameters, kept.length));
}

function parameterOf({ name, sensitive, dynamic, required, hint }: ScriptParameter): Parameter {
  const common = { name, required, ...(hint ? { hint: hint.slice(0, HINT) } : {}) };
  if (dynamic) return { ...common, sensitive, dynamic };
  return sensitive
    ? { ...common, sensitive, dynamic: false, secret: NOT_ENTERED }
    : { ...common, sensitive: false, dynamic: false, value: '' };
}
