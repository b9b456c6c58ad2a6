import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComboboxProps } from './combobox-props.js';
import { matching, type Offered } from './offered.js';

/** What a combobox shows and does: closed with what is chosen, or open with what matches the typed text. */
export function useCombobox({ offered, chosen, isMultiple, onChoose }: ComboboxProps, id: string) {
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const isOpen = typed !== null;
  const taken = offered.filter(({ key }) => chosen.includes(key));
  const left = isMultiple ? offered.filter(({ key }) => !chosen.includes(key)) : offered;
  const list = matching(left, typed ?? '');
  const open = (text = '') => {
    setTyped(text);
    setActive(0);
  };
  const close = () => setTyped(null);
  const choose = ({ key }: Offered) => {
    onChoose(isMultiple ? [...chosen, key] : [key]);
    close();
    input.current?.focus();
  };
  const remove = (gone: string) => {
    onChoose(chosen.filter((key) => key !== gone));
    input.current?.focus();
  };
  const step = (by: number) =>
    isOpen ? setActive(Math.max(0, Math.min(active + by, list.length - 1))) : open();
  const press = (event: KeyboardEvent) => {
    const current = list[active];
    const last = chosen.at(-1);
    if (event.key === 'Escape' && isOpen) close();
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') isOpen && current ? choose(current) : open();
    else if (event.key === 'Backspace' && !typed && isMultiple && last !== undefined) remove(last);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-list`)?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return { input, typed, isOpen, active, setActive, taken, list, open, close, choose, remove, press };
}
