import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ShownChannel, ShownMessage } from '../../screen/screen.js';
import { listEntries, threadsIn } from '../state/conversation.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { dayOf } from './day-of.js';
import { MessageItem } from './message-item.js';
import { replies } from './replies.js';

/** So near to the end one sees what comes next. */
const near = 80;

/** Messages from old to new. It stays at its end when it is there, and where it was left otherwise. */
export function MessageList({
  channel,
  messages,
  place,
  id,
  isThread = false,
  empty,
}: {
  channel: ShownChannel;
  messages: readonly ShownMessage[];
  /** The key under which its scroll and what was seen of it are kept. */
  place: string;
  id?: string;
  isThread?: boolean;
  empty?: ComponentChildren;
}) {
  const chat = useChat();
  const { me } = useScreen();
  const list = useRef<HTMLDivElement>(null);
  const [seen] = useState(() => chat.place.peek().read[place] ?? null);
  const newest = messages.at(-1)?.ts;
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const settle = () => {
      box.scrollTop = chat.place.peek().scroll[place] ?? box.scrollHeight;
    };
    // Whatever makes it longer or the pane smaller: one who is at the end stays there.
    const observer = new ResizeObserver(settle);
    for (const sized of [box, ...box.children]) observer.observe(sized);
    settle();
    return () => observer.disconnect();
  }, [messages.length === 0]);
  useEffect(() => {
    if (newest !== undefined) chat.note('read', place, newest);
  }, [newest]);
  const keepScroll = () => {
    const box = list.current;
    if (!box) return;
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < near;
    const left = isAtEnd ? undefined : box.scrollTop;
    if (left !== chat.place.peek().scroll[place]) chat.note('scroll', place, left);
  };
  const entries = listEntries(messages, { seen, me, dayOf });
  const answers = isThread ? new Map<string, ShownMessage[]>() : threadsIn(channel);
  return (
    <section
      class="messages"
      ref={list}
      id={id}
      aria-label={isThread ? 'Thread' : 'Messages'}
      tabIndex={0}
      onScroll={keepScroll}
    >
      {messages.length === 0 && <div class="empty">{empty}</div>}
      <ol class="message-items">
        {entries.map(({ message, day, isFirstNew, isContinued }, index) => (
          <li key={message.ts}>
            {day !== null && !isThread && <Line text={day} kind="day" />}
            {isThread && index === 1 && <Line text={replies(messages.length - 1)} kind="replies" />}
            {isFirstNew && !isThread && index > 0 && <Line text="New" kind="new" />}
            <MessageItem
              channel={channel}
              message={message}
              answers={answers.get(message.ts) ?? []}
              isContinued={isContinued && !(isThread && index === 1)}
              isInThread={isThread}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ text, kind }: { text: string; kind: 'day' | 'new' | 'replies' }) {
  return (
    <div class={`line line-${kind}`}>
      <span>{text}</span>
    </div>
  );
}
