import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { ShownChannel } from '../../screen/screen.js';
import { useScreen } from '../state/use-chat.js';
import { CompletionList } from './completion-list.js';
import { Icon } from './icon.js';
import { useComposer } from './use-composer.js';

/** The field messages and commands are typed into. What is not sent yet stays with the person and the place. */
export function Composer({
  channel,
  thread,
  label,
  id,
}: {
  channel: ShownChannel;
  thread: string | null;
  label: string;
  id?: string;
}) {
  const { app } = useScreen();
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, offered, active, hint, waiting, write, take, send, press } = useComposer(channel, thread);
  useLayoutEffect(() => {
    if (field.current) field.current.rows = Math.min(10, Math.max(1, text.split('\n').length));
  }, [text]);
  return (
    <div class="composer">
      {offered.length > 0 && <CompletionList id={listId} offered={offered} active={active} onTake={take} />}
      <div class="composer-box">
        <textarea
          ref={field}
          id={id}
          rows={1}
          aria-label={label}
          aria-controls={offered.length > 0 ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={offered.length > 0 ? `${listId}-${active}` : undefined}
          placeholder={label}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
        />
        <button
          type="button"
          class="button primary icon-only send"
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={send}
        >
          <Icon name="send" />
        </button>
      </div>
      <p class="composer-note" role="status">
        {waiting === null ? (
          hint
        ) : (
          <>
            <span class="spinner" /> {waiting} was sent, waiting for {app.name}…
          </>
        )}
      </p>
    </div>
  );
}
