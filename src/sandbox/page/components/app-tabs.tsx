import { useChat, useScreen } from '../state/use-chat.js';
import { moveAmong } from './move-among.js';

const titles = { home: 'Home', messages: 'Messages', about: 'About' } as const;

/** The tabs of the app's own place; those that its manifest turns off are not there. */
export function AppTabs() {
  const chat = useChat();
  const { app } = useScreen();
  const { tab } = chat.view.value;
  const tabs = (['home', 'messages', 'about'] as const).filter(
    (each) => each === 'about' || (each === 'home' ? app.hasHome : app.hasMessages),
  );
  const open = (chosen: (typeof tabs)[number]) => {
    chat.go({ tab: chosen });
    if (chosen === 'home') void chat.act('home');
  };
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label={app.name}
      onKeyDown={(event) => moveAmong(event, '[role=tab]')}
    >
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={tab === each}
          tabIndex={tab === each ? 0 : -1}
          onClick={() => open(each)}
        >
          {titles[each]}
        </button>
      ))}
    </div>
  );
}
