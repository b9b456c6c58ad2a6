import { useId } from 'preact/hooks';
import type { Option } from '../../block-kit/composition.js';
import type { InteractiveElement } from '../../block-kit/elements.js';
import { Text } from '../blocks/text.js';
import { useSurface } from '../state/surface.js';
import { useChat } from '../state/use-chat.js';
import { chosenValues } from './chosen-values.js';
import { idsOf, markOf, type Placed } from './placed.js';
import { useChosen } from './use-chosen.js';

type Several = Extract<InteractiveElement, { type: 'checkboxes' | 'radio_buttons' }>;

/** Checkboxes or radio buttons, one under the other. */
export function Choices({ block, element, name, labelledBy, describedBy }: Placed<Several>) {
  const { surface, state } = useSurface();
  const { confirmation } = useChat();
  const at = idsOf({ block, element });
  const { chosen, choose } = useChosen(chosenValues(element, state[at.block_id]?.[at.action_id]));
  const isRadio = element.type === 'radio_buttons';
  const group = useId();
  const options: readonly Option[] = element.options;
  const take = async (event: Event & { currentTarget: HTMLInputElement }, value: string) => {
    const box = event.currentTarget;
    const others = isRadio ? [] : chosen.filter((each) => each !== value);
    const keys = box.checked ? [...others, value] : others;
    if (await confirmation.ask(element.confirm)) await choose(keys, () => surface.click(at, value));
    else box.checked = chosen.includes(value);
  };
  return (
    <fieldset
      class="choices"
      role={isRadio ? 'radiogroup' : undefined}
      aria-label={labelledBy === undefined ? name : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {options.map((option, index) => (
        <label key={option.value} class="choice">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={group}
            data-mark={markOf(at)}
            aria-labelledby={`${group}-${index}`}
            aria-describedby={option.description ? `${group}-${index}-more` : undefined}
            checked={chosen.includes(option.value)}
            onChange={(event) => take(event, option.value)}
          />
          <span>
            <span id={`${group}-${index}`}>
              <Text text={option.text} />
            </span>
            {option.description && (
              <small id={`${group}-${index}-more`}>
                <Text text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
