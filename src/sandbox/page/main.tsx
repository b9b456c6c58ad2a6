import './without-eval.js';
import { render } from 'preact';
import { App } from './components/app.js';
import { createChat } from './state/chat.js';
import { listen } from './state/live.js';
import { ChatContext } from './state/use-chat.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/messages.css';
import './styles/blocks.css';
import './styles/fields.css';
import './styles/dialog.css';
import './styles/behind.css';
import './styles/narrow.css';

/** Who looks is in the address, so that two windows can be two people. */
const asked = () => new URLSearchParams(location.hash.slice(1)).get('as') ?? 'eve';
const chat = createChat(asked());
addEventListener('hashchange', () => chat.become(asked()));
chat.user.subscribe((user) => {
  history.replaceState(null, '', `#as=${user}`);
});
listen(
  () => void chat.refresh(),
  (isConnected) => {
    chat.isConnected.value = isConnected;
  },
);

const root = document.getElementById('page');
if (root) {
  render(
    <ChatContext.Provider value={chat}>
      <App />
    </ChatContext.Provider>,
    root,
  );
}
