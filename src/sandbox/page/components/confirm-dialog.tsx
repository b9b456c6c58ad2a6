import { useEffect, useRef } from 'preact/hooks';
import { Text } from '../blocks/text.js';
import { useChat } from '../state/use-chat.js';

/** The question an app wants asked before something is done. */
export function ConfirmDialog() {
  const { confirmation } = useChat();
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = confirmation.asked.value;
  useEffect(() => {
    if (asked) dialog.current?.showModal();
  }, [asked]);
  if (!asked) return null;
  return (
    <dialog
      ref={dialog}
      class="modal confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onCancel={(event) => {
        event.preventDefault();
        confirmation.answer(false);
      }}
    >
      <h2 id="confirm-title">
        <Text text={asked.title} />
      </h2>
      <p id="confirm-text">
        <Text text={asked.text} />
      </p>
      <footer class="modal-foot">
        <button type="button" class="button plain" onClick={() => confirmation.answer(false)}>
          <Text text={asked.deny} />
        </button>
        <button
          type="button"
          class={`button ${asked.style ?? 'primary'}`}
          onClick={() => confirmation.answer(true)}
        >
          <Text text={asked.confirm} />
        </button>
      </footer>
    </dialog>
  );
}
