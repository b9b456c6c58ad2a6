import type { Person } from '../../screen/screen.js';
import { useNames } from '../state/use-chat.js';

const hues = 8;

/** The beginning of a name on a colour of the person's own; the app has its mark. */
export function Avatar({
  person,
  size = 'medium',
}: {
  person: Person | undefined;
  size?: 'small' | 'medium' | 'large';
}) {
  const { people } = useNames();
  if (person?.kind === 'bot') {
    return (
      <span class={`avatar avatar-${size} avatar-app`} aria-hidden="true">
        <svg viewBox="0 0 32 32" focusable="false">
          <title>{person.realName}</title>
          <path d="M9 16.5l5 5 9.5-11" />
        </svg>
      </span>
    );
  }
  const place = people.findIndex(({ id }) => id === person?.id);
  const colour = place === -1 ? 'avatar-other' : `hue-${place % hues}`;
  return (
    <span class={`avatar avatar-${size} ${colour}`} aria-hidden="true">
      {(person?.realName ?? 'Slackbot').slice(0, 2)}
    </span>
  );
}
