import type { ProfileRules } from '../../domain/draft.js';
import { ruleField } from '../ids.js';
import type { ViewState } from '../payloads.js';
import { optionsOf, textOf } from '../view-state.js';
import type { ReadRules } from './policy-group.js';

type Range = { readonly least: number; readonly most: number; readonly hasFraction?: boolean };

/** Reads the inputs of a group and gathers what is wrong with them; what it gives for a wrong one is never used. */
export function policyReader(state: ViewState) {
  const faults: [string, string][] = [];
  const fault = (name: string, sentence: string) => {
    faults.push([ruleField(name), sentence]);
  };
  const text = (name: string) => textOf(state, ruleField(name)).trim();
  const number = (name: string, { least, most, hasFraction }: Range): number => {
    const typed = text(name);
    const form = hasFraction ? /^\d{1,6}(\.\d{1,2})?$/ : /^\d{1,6}$/;
    const value = form.test(typed) ? Number(typed) : Number.NaN;
    if (value >= least && value <= most) return value;
    fault(name, `Give a ${hasFraction ? '' : 'whole '}number from ${least} to ${most}.`);
    return least;
  };
  return {
    fault,
    text,
    number,
    /** Null: nothing was typed. */
    optional: (name: string, range: Range) => (text(name) === '' ? null : number(name, range)),
    ticked: (name: string) => optionsOf(state, ruleField(name)),
    done: (rules: ProfileRules): ReadRules =>
      faults.length > 0 ? { kind: 'faults', faults } : { kind: 'read', rules },
  };
}
