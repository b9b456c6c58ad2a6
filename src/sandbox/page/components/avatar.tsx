import type { Person } from '../../screen/screen.js';

/** Initials on a colour of the person's own; the app has its mark. */
export function Avatar({
  person,
  size = 'medium',
}: {
  person: Person | undefined;
  size?: 'small' | 'medium' | 'large';
}) {
  const name = person?.realName ?? 'Slackbot';
  if (person?.kind === 'bot') {
    return (
      <span class={`avatar avatar-${size} avatar-app`} aria-hidden="true">
        <svg viewBox="0 0 32 32" focusable="false">
          <title>{name}</title>
          <path d="M9 16.5l5 5 9.5-11" />
        </svg>
      </span>
    );
  }
  return (
    <span class={`avatar avatar-${size} hue-${hueOf(person?.name ?? name)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % 8;
}
