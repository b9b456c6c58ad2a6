import { useMemo } from 'preact/hooks';
import type { ShownChannel, ShownMessage } from '../../screen/screen.js';
import { BlockList } from '../blocks/block-list.js';
import { Mrkdwn } from '../blocks/mrkdwn.js';
import { personOf } from '../state/names.js';
import { createSurface, SurfaceContext } from '../state/surface.js';
import { useChat, useNames } from '../state/use-chat.js';
import { Avatar } from './avatar.js';
import { timeOf } from './day-of.js';
import { FileCard } from './file-card.js';
import { Icon } from './icon.js';
import { MessageTools } from './message-tools.js';
import { replies } from './replies.js';

const nothing = {};

export interface MessageProps {
  readonly channel: ShownChannel;
  readonly message: ShownMessage;
  /** What hangs under it; nothing where that is listed anyway. */
  readonly answers: readonly ShownMessage[];
  readonly isContinued: boolean;
  readonly isInThread: boolean;
}

/** One message: who and when, its blocks or its text, its files, and its thread. */
export function Message({ channel, message, answers, isContinued, isInThread }: MessageProps) {
  const names = useNames();
  const author = personOf(names, message.user);
  const name = author?.kind === 'bot' ? names.app.name : (author?.name ?? 'Slackbot');
  const when = Number(message.ts);
  const kind = message.isEphemeral ? 'message message-private' : 'message';
  return (
    <article
      class={isContinued ? `${kind} message-continued` : kind}
      data-ts={message.ts}
      aria-label={`${name}, ${timeOf(when)}`}
    >
      <div class="message-side">
        {isContinued ? (
          <time class="side-time" dateTime={new Date(when * 1000).toISOString()}>
            {timeOf(when)}
          </time>
        ) : (
          <Avatar person={author} />
        )}
      </div>
      <div class="message-main">
        {message.isEphemeral && (
          <p class="private-note">
            <Icon name="eye" /> Only visible to you
          </p>
        )}
        {!isContinued && (
          <p class="byline">
            <strong>{name}</strong>
            {author?.kind === 'bot' && <span class="tag">App</span>}
            {author?.kind === 'guest' && <span class="tag">Guest</span>}
            {author?.kind === 'outsider' && <span class="tag">Other company</span>}
            <time
              dateTime={new Date(when * 1000).toISOString()}
              title={new Date(when * 1000).toLocaleString()}
            >
              {timeOf(when)}
            </time>
          </p>
        )}
        <Body channel={channel} message={message} />
        {message.files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
        {!isInThread && <ThreadLink message={message} answers={answers} />}
      </div>
      {!isInThread && !message.isEphemeral && <MessageTools channel={channel} message={message} />}
    </article>
  );
}

function Body({ channel, message }: { channel: ShownChannel; message: ShownMessage }) {
  const chat = useChat();
  const { ts, blocks, text, isEdited } = message;
  const surface = useMemo(() => createSurface(chat, { channel: channel.id, ts }), [chat, channel.id, ts]);
  const edited = isEdited && !message.byApp && <span class="edited"> (edited)</span>;
  if (blocks.length === 0) {
    if (text === '') return null;
    return (
      <div class="words">
        <Mrkdwn text={text} />
        {edited}
      </div>
    );
  }
  return (
    <SurfaceContext.Provider value={{ surface, state: nothing, fieldErrors: nothing }}>
      <div class={blocks.some(({ type }) => type === 'header') ? 'card' : 'bare'}>
        <BlockList blocks={blocks} />
        {edited}
      </div>
    </SurfaceContext.Provider>
  );
}

function ThreadLink({ message, answers }: { message: ShownMessage; answers: readonly ShownMessage[] }) {
  const chat = useChat();
  const names = useNames();
  const last = answers.at(-1);
  if (!last) return null;
  const authors = [...new Set(answers.map(({ user }) => user))].slice(0, 4);
  const isOpen = chat.view.value.thread === message.ts;
  return (
    <button
      type="button"
      class={isOpen ? 'thread-link thread-link-open' : 'thread-link'}
      onClick={() => chat.go({ thread: message.ts, pane: 'thread' })}
    >
      {authors.map((id) => (
        <Avatar key={id} person={personOf(names, id)} size="small" />
      ))}
      <strong>{replies(answers.length)}</strong>
      <span class="last-reply">last {timeOf(Number(last.ts))}</span>
    </button>
  );
}
