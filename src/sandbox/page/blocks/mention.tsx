import type { ComponentChildren } from 'preact';
import { personOf } from '../state/names.js';
import { useChat, useNames } from '../state/use-chat.js';
import { formatDate } from './date-token.js';
import { messageAt } from './message-address.js';
import { safeAddress } from './words.js';

export function UserMention({ id }: { id: string }) {
  const names = useNames();
  const person = personOf(names, id);
  const isMe = id === names.me;
  return (
    <span class={isMe ? 'mention mention-me' : 'mention'} title={person?.realName}>
      @{person?.name ?? id}
    </span>
  );
}

export function GroupMention({ id }: { id: string }) {
  const names = useNames();
  const group = names.groups.find((each) => each.id === id);
  const isMine = group?.members.includes(names.me) ?? false;
  return (
    <span class={isMine ? 'mention mention-me' : 'mention'} title={group?.name}>
      @{group?.handle ?? id}
    </span>
  );
}

export function ChannelMention({ id }: { id: string }) {
  const channel = useNames().channels.find((each) => each.id === id);
  return <span class="mention">{channel ? `#${channel.name}` : '#private channel'}</span>;
}

export function Broadcast({ range }: { range: string }) {
  return <span class="mention mention-me">@{range}</span>;
}

/** A moment in the reader's own time; the whole date is its title. */
export function Moment({
  seconds,
  format,
  fallback,
}: {
  seconds: number;
  format: string;
  fallback?: string | undefined;
}) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return <>{fallback ?? ''}</>;
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {formatDate(seconds, format, { now: Date.now() })}
    </time>
  );
}

export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const chat = useChat();
  const address = safeAddress(url);
  if (address === null) return <>{children}</>;
  const message = messageAt(address, location.origin);
  const goThere = (event: Event): void => {
    if (message === null) return;
    event.preventDefault();
    chat.go({ channel: message.channel, thread: message.ts, tab: 'messages', pane: 'thread' });
  };
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" onClick={goThere}>
      {children}
    </a>
  );
}
