import { type DraftRow, NOT_ENTERED, type ProfileDraft } from '../domain/draft.js';
import { isRequired, PARAMETER_NAME, type Parameter } from '../domain/parameter.js';
import { containsPrivateKey } from '../domain/private-key.js';

/** Why a parameter cannot be taken into the form, at the field of its modal. */
export type ParameterFault = {
  readonly field: 'name' | 'label' | 'hint' | 'options' | 'pattern' | 'value' | 'default';
  readonly sentence: string;
};

/** As many as the record of a profile holds. */
export const mostParameters = 30;

/** Everything against putting a parameter of this name into this row of the draft. */
export function nameFaults(
  draft: ProfileDraft,
  { row, name }: { readonly row: string; readonly name: string },
): readonly ParameterFault[] {
  // What the header only offered gives way to what somebody adds under its name.
  const others = draft.rows.filter((each) => each.row !== row && !isOffered(each, name));
  const sentences: string[] = [];
  if (containsPrivateKey(name)) {
    sentences.push('This is a private key, not a name. It was not stored; consider the key compromised.');
  } else if (!PARAMETER_NAME.test(name)) {
    sentences.push(
      'Use 1 to 64 letters, digits, dots, dashes or underscores, with a letter first, as in "ca_url".',
    );
  }
  if (others.some(({ parameter }) => parameter.name === name)) {
    sentences.push('There is a parameter of this name already. Change that one, or use another name.');
  }
  if (others.length >= mostParameters) {
    sentences.push(`A profile has at most ${mostParameters} parameters. Delete one first.`);
  }
  return sentences.map((sentence) => ({ field: 'name', sentence }));
}

/** The rows with this one in its old place, or in that of the header's row of its name, or at the end when it is new. */
export function withRow(rows: readonly DraftRow[], row: DraftRow): readonly DraftRow[] {
  const isKnown = rows.some((each) => each.row === row.row);
  const isReplaced = (each: DraftRow) =>
    isKnown ? each.row === row.row : isOffered(each, row.parameter.name);
  const others = rows.filter((each) => isReplaced(each) || !isOffered(each, row.parameter.name));
  return others.some(isReplaced) ? others.map((each) => (isReplaced(each) ? row : each)) : [...others, row];
}

function isOffered({ fromHeader, parameter }: DraftRow, name: string): boolean {
  return fromHeader === true && parameter.name === name;
}

/** The rows that are saved: of what a header only offered, an optional value that nobody entered is left out. */
export function rowsToSave(rows: readonly DraftRow[]): readonly DraftRow[] {
  return rows.filter(
    ({ fromHeader, parameter }) => !fromHeader || parameter.dynamic || isRequired(parameter),
  );
}

export type SecretParameter = Extract<Parameter, { readonly secret: string }>;
type SecretRow = DraftRow & { readonly parameter: SecretParameter };

/** The row when it has a value for this name, in the draft or in the profile, that can stay without being entered again. */
export function keptRow(
  { rows }: ProfileDraft,
  { row, name }: { readonly row: string; readonly name: string },
): SecretRow | null {
  const known = rows.find((each) => each.row === row);
  if (!known || !('secret' in known.parameter)) return null;
  const { parameter } = known;
  return parameter.name === name && parameter.secret !== NOT_ENTERED ? { ...known, parameter } : null;
}

/** True when there is such a row. */
export function keepsValue(
  draft: ProfileDraft,
  place: { readonly row: string; readonly name: string },
): boolean {
  return keptRow(draft, place) !== null;
}
