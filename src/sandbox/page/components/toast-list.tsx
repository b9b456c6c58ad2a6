import { useEffect, useRef } from 'preact/hooks';
import { useChat, useScreen } from '../state/use-chat.js';
import { Icon } from './icon.js';

/** What went wrong and has no place of its own: words of the client, and Slack's notices to this person. */
export function ToastList() {
  const { toasts } = useChat();
  const { notices } = useScreen();
  const opened = useRef(Date.now());
  const latest = notices.at(-1);
  useEffect(() => {
    if (latest && latest.at >= opened.current) toasts.add(latest.text);
  }, [latest?.at, latest?.text]);
  return (
    <div class="toasts" role="alert">
      {toasts.shown.value.map(({ id, text }) => (
        <p class="toast" key={id}>
          <span>{text}</span>
          <button
            type="button"
            class="quiet icon-only"
            aria-label="Dismiss"
            onClick={() => toasts.dismiss(id)}
          >
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  );
}
