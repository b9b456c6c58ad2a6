import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useChat } from '../state/use-chat.js';
import { BehindScenes } from './behind-scenes.js';
import { ChannelList } from './channel-list.js';
import { ChannelPane } from './channel-pane.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { Modal } from './modal.js';
import { News } from './news.js';
import { PeopleRail } from './people-rail.js';
import { ThreadPane } from './thread-pane.js';
import { ToastList } from './toast-list.js';

/** The whole client: people, channels, messages, thread, and what lies above them. */
export function App() {
  const chat = useChat();
  const isBehindOpen = useSignal(false);
  const screen = chat.screen.value;
  const me = screen?.people.find(({ id }) => id === screen.me);
  useEffect(() => {
    if (me) document.title = `${me.name} · local workspace`;
  }, [me?.name]);
  if (!screen) return <p class="starting">{chat.trouble.value ?? 'Opening the workspace…'}</p>;
  const { thread, pane } = chat.view.value;
  const modal = screen.modals.at(-1);
  const toggleBehind = () => {
    isBehindOpen.value = !isBehindOpen.value;
  };
  return (
    <>
      <a class="skip" href="#messages">
        Skip to messages
      </a>
      <a class="skip" href="#composer">
        Skip to the message field
      </a>
      <div class={`client pane-${pane}`}>
        <PeopleRail />
        <ChannelList isBehindOpen={isBehindOpen.value} onBehind={toggleBehind} />
        <ChannelPane />
        {thread !== null && <ThreadPane key={`${screen.me}/${thread}`} ts={thread} />}
        {isBehindOpen.value && <BehindScenes onClose={toggleBehind} />}
      </div>
      {modal && <Modal key={screen.me} view={modal} below={screen.modals.at(-2)} />}
      <ConfirmDialog />
      <ToastList />
      <News />
    </>
  );
}
