import type { ShownChannel } from '../../screen/screen.js';
import { newsIn } from '../state/conversation.js';
import { personOf } from '../state/names.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { Avatar } from './avatar.js';
import { Icon } from './icon.js';
import { moveAmong } from './move-among.js';
import { ThemeSwitch } from './theme-switch.js';

/** The workspace and its conversations, unread ones in bold. */
export function ChannelList({ isBehindOpen, onBehind }: { isBehindOpen: boolean; onBehind: () => void }) {
  const { team, channels, me, people } = useScreen();
  const mine = channels.filter(({ isMember, isArchived }) => isMember && !isArchived);
  const myself = people.find(({ id }) => id === me);
  return (
    <nav class="sidebar" aria-label="Conversations">
      <header class="sidebar-head">
        <p class="team">{team.name}</p>
        <p class="looking-as">
          {myself?.realName} <span>@{myself?.name}</span>
        </p>
      </header>
      <div
        class="sidebar-lists"
        role="group"
        aria-label="All conversations"
        onKeyDown={(event) => moveAmong(event, '.channel')}
      >
        <Group title="Channels" channels={mine.filter(({ kind }) => kind !== 'im')} />
        <Group title="Apps" channels={mine.filter(({ kind }) => kind === 'im')} />
      </div>
      <footer class="sidebar-foot">
        <button type="button" class="quiet" aria-expanded={isBehindOpen} onClick={onBehind}>
          <Icon name="cog" /> Behind the scenes
        </button>
        <ThemeSwitch />
      </footer>
    </nav>
  );
}

function Group({ title, channels }: { title: string; channels: readonly ShownChannel[] }) {
  const id = `group-${title}`;
  if (channels.length === 0) return null;
  return (
    <section class="channel-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelButton channel={channel} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChannelButton({ channel }: { channel: ShownChannel }) {
  const chat = useChat();
  const screen = useScreen();
  const isCurrent = chat.channel.value?.id === channel.id;
  const { unread, mentions } = newsIn(channel, screen.me, chat.place.value.read[channel.id]);
  const name = channel.kind === 'im' ? screen.app.name : channel.name;
  return (
    <button
      type="button"
      class={unread > 0 ? 'channel channel-unread' : 'channel'}
      aria-current={isCurrent ? 'page' : undefined}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => chat.go({ channel: channel.id, thread: null, tab: 'messages', pane: 'messages' })}
    >
      {channel.kind === 'im' ? (
        <Avatar person={personOf(screen, screen.app.id)} size="small" />
      ) : (
        <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />
      )}
      <span class="channel-name">{name}</span>
      {unread > 0 && <span class="only-heard">, {unread} unread</span>}
      {mentions > 0 && (
        <span class="badge" aria-hidden="true">
          {mentions}
        </span>
      )}
    </button>
  );
}
