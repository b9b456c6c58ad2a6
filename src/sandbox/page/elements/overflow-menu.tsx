import { useRef, useState } from 'preact/hooks';
import type { InteractiveElement } from '../../block-kit/elements.js';
import { Text } from '../blocks/text.js';
import { useSurface } from '../state/surface.js';
import { useChat } from '../state/use-chat.js';
import { idsOf, markOf, type Placed } from './placed.js';

type Overflow = Extract<InteractiveElement, { type: 'overflow' }>;

/** The menu behind three dots. */
export function OverflowMenu({ block, element, name }: Placed<Overflow>) {
  const { surface } = useSurface();
  const { confirmation } = useChat();
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const choose = async (value: string) => {
    close();
    if (await confirmation.ask(element.confirm)) await surface.click(idsOf({ block, element }), value);
  };
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !menu.current?.contains(to)) setOpen(false);
  };
  return (
    <div class="overflow" ref={menu} onFocusOut={leave}>
      <button
        ref={opener}
        type="button"
        data-mark={markOf(idsOf({ block, element }))}
        class="button plain dots"
        aria-label={`More: ${name ?? 'actions'}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        …
      </button>
      {isOpen && (
        <div class="menu" role="menu" onKeyDown={(event) => moveInMenu(event, close)}>
          {element.options.map((option, index) => (
            <button
              key={option.value}
              type="button"
              role="menuitem"
              ref={index === 0 ? (item) => item?.focus() : null}
              onClick={() => choose(option.value)}
            >
              <Text text={option.text} />
              {option.description && (
                <small>
                  <Text text={option.description} />
                </small>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Arrows walk through the items, Escape closes the menu and nothing else. */
export function moveInMenu(event: KeyboardEvent & { currentTarget: HTMLElement }, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (event.key === 'Escape') close();
  else if (step !== 0) items[(now + step + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
