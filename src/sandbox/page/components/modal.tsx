import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ShownView } from '../../screen/screen.js';
import { BlockList } from '../blocks/block-list.js';
import { withEmoji } from '../blocks/words.js';
import { createSurface, SurfaceContext } from '../state/surface.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { Icon } from './icon.js';
import { useModalFocus } from './use-modal-focus.js';

/** The modal on top of the stack; `below` is what it was pushed onto. */
export function Modal({ view, below }: { view: ShownView; below: ShownView | undefined }) {
  const chat = useChat();
  const { app } = useScreen();
  const dialog = useRef<HTMLDialogElement>(null);
  const surface = useMemo(() => createSurface(chat, { view_id: view.id }), [chat, view.id]);
  const isBusy = surface.isBusy.value || view.isSubmitting;
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  });
  const wrong = Object.keys(view.fieldErrors).join();
  const left = useModalFocus(dialog, view.id, wrong);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!view.isSubmitting) void surface.act('submit');
  };
  const close = (all: boolean) => void surface.act('close', { all });
  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault();
        close(false);
      }}
    >
      <form onSubmit={submit} aria-busy={isBusy}>
        <header class="modal-head">
          {below ? (
            <button
              type="button"
              class="quiet icon-only"
              aria-label={`Back to ${below.title}`}
              onClick={() => close(false)}
            >
              <Icon name="back" />
            </button>
          ) : (
            <span class="app-mark" aria-hidden="true" />
          )}
          <h2 id="modal-title" tabIndex={-1}>
            {withEmoji(view.title)}
            <small>{app.name}</small>
          </h2>
          <button
            type="button"
            class="quiet icon-only"
            aria-label={`Close ${view.title}`}
            onClick={() => close(true)}
          >
            <Icon name="close" />
          </button>
        </header>
        <div class={isBusy ? 'progress progress-on' : 'progress'} />
        <div class="modal-body" key={view.id} onFocusIn={left.noteFocus} onScroll={left.noteScroll}>
          {view.error !== null && (
            <p class="view-error" role="alert">
              {view.error}
            </p>
          )}
          <p class="only-heard" role="alert">
            {wrong === '' ? '' : 'Some fields need attention.'}
          </p>
          <SurfaceContext.Provider value={{ surface, state: view.state, fieldErrors: view.fieldErrors }}>
            <BlockList blocks={view.blocks} />
          </SurfaceContext.Provider>
        </div>
        <footer class="modal-foot">
          <button type="button" class="button plain" onClick={() => close(false)}>
            {view.close}
          </button>
          {view.submit !== null && (
            <button
              type="submit"
              class="button primary"
              disabled={view.isSubmitting}
              aria-busy={view.isSubmitting}
            >
              {view.isSubmitting && <span class="spinner" />}
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
