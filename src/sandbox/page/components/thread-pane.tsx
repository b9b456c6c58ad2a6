import { repliesTo } from '../state/conversation.js';
import { threadKey } from '../state/place.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { Composer } from './composer.js';
import { Icon } from './icon.js';
import { MessageList } from './message-list.js';

/** A message and what hangs under it, beside the channel. */
export function ThreadPane({ ts }: { ts: string }) {
  const chat = useChat();
  const { app } = useScreen();
  const channel = chat.channel.value;
  const root = channel?.messages.find((message) => message.ts === ts);
  if (!channel || !root) return null;
  const place = threadKey(channel.id, ts);
  const isClosed = channel.isArchived || (channel.kind === 'im' && app.isReadOnly);
  const close = () => chat.go({ thread: null, pane: 'messages' });
  return (
    <aside class="thread" aria-label="Thread" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header class="pane-head">
        <button type="button" class="quiet icon-only only-narrow" aria-label="Back" onClick={close}>
          <Icon name="back" />
        </button>
        <h2>
          Thread <small>{channel.kind === 'im' ? app.name : `#${channel.name}`}</small>
        </h2>
        <button type="button" class="quiet icon-only only-wide" aria-label="Close the thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <MessageList channel={channel} messages={[root, ...repliesTo(channel, ts)]} place={place} isThread />
      {!isClosed && <Composer channel={channel} thread={ts} label="Reply" />}
    </aside>
  );
}
