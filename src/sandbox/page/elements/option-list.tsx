import { useEffect } from 'preact/hooks';
import type { Offered } from './offered.js';

/** What a combobox offers now, under headings where the menu has groups. */
export function OptionList({
  id,
  list,
  active,
  chosen,
  onChoose,
  onPoint,
}: {
  id: string;
  list: readonly Offered[];
  active: number;
  chosen: readonly string[];
  onChoose: (option: Offered) => void;
  onPoint: (index: number) => void;
}) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="option-list" id={`${id}-list`} role="listbox" aria-label="Choices">
      {list.length === 0 && (
        <div class="no-option" role="option" aria-disabled="true" aria-selected="false">
          Nothing matches
        </div>
      )}
      {list.map((option, index) => (
        <>
          {option.group !== undefined && option.group !== list[index - 1]?.group && (
            <div class="option-group" role="presentation">
              {option.group}
            </div>
          )}
          <div
            key={option.key}
            id={`${id}-${index}`}
            role="option"
            class={index === active ? 'option option-active' : 'option'}
            aria-selected={chosen.includes(option.key)}
            onPointerMove={() => onPoint(index)}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(option);
            }}
          >
            {option.label}
            {option.detail !== undefined && <small>{option.detail}</small>}
          </div>
        </>
      ))}
    </div>
  );
}
