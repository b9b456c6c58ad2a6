import type { ShownChannel, ShownMessage } from '../../screen/screen.js';
import { useChat, useNames } from '../state/use-chat.js';
import { Icon } from './icon.js';

/** What one can do with a message: the app's shortcuts, and answering. */
export function MessageTools({ channel, message }: { channel: ShownChannel; message: ShownMessage }) {
  const chat = useChat();
  const shortcuts = useNames().shortcuts.filter(({ type }) => type === 'message');
  return (
    <div class="message-tools">
      {shortcuts.map(({ name }) => (
        <button
          key={name}
          type="button"
          class="quiet"
          onClick={() => chat.act('shortcut', { name, channel: channel.id, ts: message.ts })}
        >
          {name}
        </button>
      ))}
      <button
        type="button"
        class="quiet icon-only"
        aria-label="Reply in thread"
        title="Reply in thread"
        onClick={() => chat.go({ thread: message.ts, pane: 'thread' })}
      >
        <Icon name="thread" />
      </button>
    </div>
  );
}
