import type { Completion } from '../state/completion.js';

/** What the composer offers above itself. */
export function CompletionList({
  id,
  offered,
  active,
  onTake,
}: {
  id: string;
  offered: readonly Completion[];
  active: number;
  onTake: (taken: Completion) => void;
}) {
  return (
    <div class="completions" id={id} role="listbox" aria-label="Completions">
      {offered.map((each, index) => (
        <div
          key={each.label}
          id={`${id}-${index}`}
          role="option"
          class={index === active ? 'option option-active' : 'option'}
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(each);
          }}
        >
          <span>
            <strong>{each.label}</strong>{' '}
            {each.hint !== undefined && <span class="option-hint">{each.hint}</span>}
          </span>
          <small>{each.detail}</small>
        </div>
      ))}
    </div>
  );
}
