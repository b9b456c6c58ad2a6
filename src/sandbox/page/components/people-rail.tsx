import type { Person, Screen } from '../../screen/screen.js';
import { isAfter } from '../state/conversation.js';
import { useChat, useScreen } from '../state/use-chat.js';
import { Avatar } from './avatar.js';
import { moveAmong } from './move-among.js';

/** Everyone one can be: choosing somebody shows what they see, where they left it. */
export function PeopleRail() {
  const chat = useChat();
  const screen = useScreen();
  const people = screen.people.filter(({ kind, isActive }) => kind !== 'bot' && isActive);
  return (
    <nav class="people" aria-label="Look as">
      <p class="people-title" aria-hidden="true">
        Look as
      </p>
      <div
        class="people-list"
        role="radiogroup"
        aria-label="Look as"
        onKeyDown={(event) => moveAmong(event, '[role=radio]')}
      >
        {people.map((person) => (
          <PersonButton key={person.id} person={person} onChoose={() => chat.become(person.name)} />
        ))}
      </div>
    </nav>
  );
}

function PersonButton({ person, onChoose }: { person: Person; onChoose: () => void }) {
  const chat = useChat();
  const screen = useScreen();
  const isMe = person.id === screen.me;
  const hasNews = !isMe && newsFor(screen, person, chat.placeOf(person.name).read);
  return (
    <button
      type="button"
      role="radio"
      class="person"
      aria-checked={isMe}
      tabIndex={isMe ? 0 : -1}
      title={`${person.realName}${roleOf(screen, person)}`}
      onClick={onChoose}
    >
      <Avatar person={person} size="large" />
      {hasNews && <span class="dot" />}
      <span>
        {person.name}
        {hasNews && <span class="only-heard">, has news</span>}
      </span>
    </button>
  );
}

function newsFor(screen: Screen, person: Person, read: Readonly<Record<string, string>>): boolean {
  const newest = Object.entries(screen.newest[person.id] ?? {});
  return newest.some(([channel, ts]) => isAfter(ts, read[channel] ?? '0'));
}

/** In which user groups somebody is, or what else is special about them. */
export function roleOf({ groups }: Screen, person: Person): string {
  if (person.kind === 'guest') return ' · guest';
  if (person.kind === 'outsider') return ' · from another company';
  const handles = groups
    .filter(({ members }) => members.includes(person.id))
    .map(({ handle }) => `@${handle}`);
  return handles.length > 0 ? ` · ${handles.join(', ')}` : '';
}
