import { useSurface } from '../state/surface.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { chosenValues } from './chosen-values.js';
import { Combobox } from './combobox.js';
import { type Menu, offeredBy } from './offered.js';
import { idsOf, markOf, type Placed } from './placed.js';
import { useChosen } from './use-chosen.js';

/** A menu of options, people or channels. */
export function SelectMenu({ block, element, ...placed }: Placed<Menu>) {
  const { surface, state } = useSurface();
  const { confirmation } = useChat();
  const at = idsOf({ block, element });
  const { chosen, choose } = useChosen(chosenValues(element, state[at.block_id]?.[at.action_id]));
  const isMultiple = element.type === 'multi_static_select' || element.type === 'multi_users_select';
  const take = async (keys: readonly string[]) => {
    if (!(await confirmation.ask(element.confirm))) return;
    await choose(keys, () => surface.enter(at, isMultiple ? keys : (keys.at(-1) ?? null)));
  };
  return (
    <Combobox
      {...placed}
      mark={markOf(at)}
      offered={offeredBy(element, useScreen())}
      chosen={chosen}
      most={isMultiple ? (element.max_selected_items ?? Number.POSITIVE_INFINITY) : 1}
      isMultiple={isMultiple}
      placeholder={element.placeholder?.text ?? (isMultiple ? 'Choose' : 'Choose one')}
      isFirstFocus={element.focus_on_load === true}
      onChoose={take}
    />
  );
}
