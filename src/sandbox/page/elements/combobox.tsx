import { useId } from 'preact/hooks';
import type { ComboboxProps } from './combobox-props.js';
import type { Offered } from './offered.js';
import { OptionList } from './option-list.js';
import { useCombobox } from './use-combobox.js';

/** A menu that is filtered by typing (the ARIA combobox pattern); what is chosen of several stands as chips. */
export function Combobox(props: ComboboxProps) {
  const { chosen, isMultiple, onChoose } = props;
  const id = useId();
  const box = useCombobox(props, id);
  const { isOpen, active, taken, list } = box;
  const single = isMultiple ? undefined : taken[0];
  return (
    <div class="combobox">
      <div class="combobox-field">
        {isMultiple &&
          taken.map((each) => <Chip key={each.key} of={each} onRemove={() => box.remove(each.key)} />)}
        <input
          ref={box.input}
          type="text"
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && list[active] ? `${id}-${active}` : undefined}
          aria-label={props.labelledBy === undefined ? props.name : undefined}
          aria-labelledby={props.labelledBy}
          aria-describedby={props.describedBy}
          aria-required={props.isRequired}
          aria-invalid={props.isInvalid}
          data-first-focus={props.isFirstFocus}
          data-mark={props.mark}
          autocomplete="off"
          spellcheck={false}
          placeholder={single?.label ?? (taken.length > 0 ? '' : props.placeholder)}
          value={box.typed ?? single?.label ?? ''}
          disabled={isMultiple && chosen.length >= props.most}
          onInput={(event) => box.open(event.currentTarget.value)}
          onClick={() => (isOpen ? undefined : box.open())}
          onKeyDown={box.press}
          onBlur={box.close}
        />
        {single && props.isRequired !== true && (
          <button
            type="button"
            class="clear"
            aria-label={`Clear ${single.label}`}
            onClick={() => onChoose([])}
          >
            ×
          </button>
        )}
      </div>
      {isOpen && (
        <OptionList
          id={id}
          list={list}
          active={active}
          chosen={chosen}
          onChoose={box.choose}
          onPoint={box.setActive}
        />
      )}
    </div>
  );
}

function Chip({ of, onRemove }: { of: Offered; onRemove: () => void }) {
  return (
    <span class="chip">
      {of.label}
      <button type="button" aria-label={`Remove ${of.label}`} onClick={onRemove}>
        ×
      </button>
    </span>
  );
}
