import { isDeepStrictEqual } from 'node:util';
import type { ElementValue } from './element-value.js';

/**
 * The changes a person makes to get from one value to another, as far as elements tell of them: a menu of
 * several and checkboxes tell of each item. Picking what is picked already changes nothing, but Enter in a
 * text field does count.
 */
export function valueSteps(before: ElementValue | undefined, after: ElementValue): ElementValue[] {
  switch (after.type) {
    case 'multi_static_select':
    case 'checkboxes':
      return steps(
        before && 'selected_options' in before ? before.selected_options : [],
        after.selected_options,
      ).map((selected_options) => ({ ...after, selected_options }));
    case 'multi_users_select':
      return steps(
        before && 'selected_users' in before ? before.selected_users : [],
        after.selected_users,
      ).map((selected_users) => ({ ...after, selected_users }));
    case 'plain_text_input':
    case 'number_input':
      return [after];
    default:
      return isDeepStrictEqual(before, after) ? [] : [after];
  }
}

/** First what goes is taken away, one by one, then what comes is added. */
function steps<T>(before: readonly T[], after: readonly T[]): T[][] {
  const has = (list: readonly T[], item: T): boolean => list.some((each) => isDeepStrictEqual(each, item));
  const stages: T[][] = [];
  let now = [...before];
  for (const gone of before.filter((item) => !has(after, item))) {
    now = now.filter((item) => !isDeepStrictEqual(item, gone));
    stages.push(now);
  }
  for (const added of after.filter((item) => !has(before, item))) {
    now = [...now, added];
    stages.push(now);
  }
  return stages;
}
