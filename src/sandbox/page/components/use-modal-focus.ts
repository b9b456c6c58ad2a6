import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Left {
  mark: string | undefined;
  scroll: number;
}

/**
 * Puts the focus where it belongs: in a view that opens on the field that wants it or the first, in one that comes
 * back where it was, and after a refusal on the first field that is wrong.
 */
export function useModalFocus(dialog: RefObject<HTMLDialogElement | null>, view: string, wrong: string) {
  const all = useRef(new Map<string, Left>());
  const left = all.current.get(view) ?? { mark: undefined, scroll: 0 };
  all.current.set(view, left);
  useEffect(() => {
    const body = dialog.current?.querySelector('.modal-body');
    if (!body) return;
    body.scrollTop = left.scroll;
    (left.mark === undefined ? firstField(body) : fieldMarked(body, left.mark))?.focus({
      preventScroll: left.mark !== undefined,
    });
  }, [view]);
  useEffect(() => {
    const field = wrong === '' ? undefined : dialog.current?.querySelector('.field-wrong');
    field?.scrollIntoView({ block: 'nearest' });
    field?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [wrong]);
  return {
    noteFocus: (event: FocusEvent) => {
      if (event.target instanceof HTMLElement) left.mark = event.target.dataset.mark;
    },
    noteScroll: (event: Event & { currentTarget: HTMLElement }) => {
      left.scroll = event.currentTarget.scrollTop;
    },
  };
}

function firstField(body: Element): HTMLElement | null | undefined {
  const wanted = body.querySelector<HTMLElement>('[data-first-focus="true"]');
  const first = body.querySelector<HTMLElement>('input, textarea, button, a[href]');
  return wanted ?? first ?? body.closest('dialog')?.querySelector<HTMLElement>('.modal-head h2');
}

function fieldMarked(body: Element, mark: string): HTMLElement | null | undefined {
  const marked = [...body.querySelectorAll<HTMLElement>('[data-mark]')];
  return marked.find(({ dataset }) => dataset.mark === mark) ?? firstField(body);
}
