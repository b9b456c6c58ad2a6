import { useEffect, useRef, useState } from 'preact/hooks';
import type { Screen } from '../../screen/screen.js';
import { isAfter } from '../state/conversation.js';
import { personOf } from '../state/names.js';
import { useChat, useScreen } from '../state/use-chat.js';

/** Tells those who listen of messages that come: as in Slack, only a message's text is read out. */
export function News() {
  const screen = useScreen();
  const { isConnected } = useChat();
  const last = useRef(newestOf(screen));
  const [words, setWords] = useState('');
  const newest = newestOf(screen);
  useEffect(() => {
    if (newest.me === last.current.me && isAfter(newest.ts, last.current.ts) && newest.words !== '') {
      setWords(newest.words);
    }
    last.current = newest;
  }, [newest.me, newest.ts]);
  return (
    <>
      <p class="only-heard" aria-live="polite" data-live>
        {words}
      </p>
      {!isConnected.value && (
        <p class="offline" role="status">
          The local workspace does not answer. Trying again…
        </p>
      )}
    </>
  );
}

function newestOf(screen: Screen): { me: string; ts: string; words: string } {
  const all = screen.channels.flatMap((channel) => channel.messages.map((message) => ({ channel, message })));
  const newest = all.reduce<(typeof all)[number] | undefined>(
    (best, each) => (best && isAfter(best.message.ts, each.message.ts) ? best : each),
    undefined,
  );
  if (!newest) return { me: screen.me, ts: '0', words: '' };
  const { channel, message } = newest;
  const author = personOf(screen, message.user)?.name ?? 'slackbot';
  const where = channel.kind === 'im' ? '' : ` in ${channel.name}`;
  const words = message.user === screen.me ? '' : `${author}${where}: ${readable(message.text, screen)}`;
  return { me: screen.me, ts: message.ts, words };
}

/** A message's text without the marks that nobody says. */
function readable(text: string, screen: Screen): string {
  return text
    .replace(/<@([A-Z0-9]+)>/g, (_, id: string) => personOf(screen, id)?.name ?? id)
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replace(/[*`_~]/g, '')
    .slice(0, 300);
}
