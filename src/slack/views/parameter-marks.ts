import { fields } from '../ids.js';
import type { ViewState } from '../payloads.js';
import { optionsOf } from '../view-state.js';
import type { Marks } from './parameter-form.js';

/** The boxes that are ticked in the parameter modal. */
export function marksOf(state: ViewState): Marks {
  const ticked = optionsOf(state, fields.parameterMarks);
  return { sensitive: ticked.includes('sensitive'), dynamic: ticked.includes('dynamic') };
}
