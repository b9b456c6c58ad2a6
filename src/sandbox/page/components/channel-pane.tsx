import type { ShownChannel } from '../../screen/screen.js';
import { rootMessages } from '../state/conversation.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { AppAbout } from './app-about.js';
import { AppHome } from './app-home.js';
import { AppTabs } from './app-tabs.js';
import { Composer } from './composer.js';
import { Icon } from './icon.js';
import { MessageList } from './message-list.js';

/** The conversation in the middle. */
export function ChannelPane() {
  const chat = useChat();
  const screen = useScreen();
  const channel = chat.channel.value;
  if (!channel) {
    return (
      <main class="conversation" id="messages" tabIndex={-1}>
        <p class="empty">{screen.people.find(({ id }) => id === screen.me)?.realName} is in no channel.</p>
      </main>
    );
  }
  const isApp = channel.kind === 'im';
  const tab = isApp ? chat.view.value.tab : 'messages';
  const name = isApp ? screen.app.name : channel.name;
  return (
    <main class="conversation" aria-label={isApp ? name : `Channel ${name}`}>
      <header class="pane-head">
        <button
          type="button"
          class="quiet icon-only only-narrow"
          aria-label="Back"
          onClick={() => chat.go({ pane: 'list' })}
        >
          <Icon name="back" />
        </button>
        <h1>
          {!isApp && <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />}
          {name}
        </h1>
        {!isApp && <Members channel={channel} />}
      </header>
      {isApp && <AppTabs />}
      {tab === 'home' && <AppHome />}
      {tab === 'about' && <AppAbout />}
      {tab === 'messages' && (
        <>
          <MessageList
            key={`${screen.me}/${channel.id}`}
            channel={channel}
            messages={rootMessages(channel)}
            place={channel.id}
            id="messages"
            empty={<Welcome channel={channel} />}
          />
          <Foot channel={channel} name={isApp ? name : `#${name}`} />
        </>
      )}
    </main>
  );
}

function Members({ channel }: { channel: ShownChannel }) {
  const { people } = useScreen();
  const names = people.filter(({ id }) => channel.members.includes(id)).map(({ name }) => name);
  return (
    <span class="members" title={names.join(', ')}>
      {names.length} members
    </span>
  );
}

function Foot({ channel, name }: { channel: ShownChannel; name: string }) {
  const { app } = useScreen();
  if (channel.isArchived) return <p class="no-composer">This channel is archived.</p>;
  if (channel.kind === 'im' && app.isReadOnly) {
    return <p class="no-composer">{app.name} takes no messages here. Type its commands in a channel.</p>;
  }
  return (
    <Composer key={channel.id} channel={channel} thread={null} label={`Message ${name}`} id="composer" />
  );
}

function Welcome({ channel }: { channel: ShownChannel }) {
  const { app, commands, people } = useScreen();
  const bot = people.find(({ id }) => id === app.id);
  const command = commands[0]?.command ?? '/';
  if (channel.kind === 'im') return <p>This is where {app.name} writes to you alone.</p>;
  const hasApp = channel.members.includes(app.id);
  return (
    <>
      <h2>#{channel.name} is quiet</h2>
      <p>
        {hasApp ? (
          <>
            {app.name} is a member here. Type <kbd>{command}</kbd> below to see what it can do; choose
            somebody else on the left to see it with their eyes.
          </>
        ) : (
          <>
            {app.name} is not a member here. Commands work; to have it post here, type{' '}
            <kbd>/invite @{bot?.name}</kbd>.
          </>
        )}
      </p>
    </>
  );
}
