/** Arrow keys, Home and End move the focus among those of a list that match. */
export function moveAmong(event: KeyboardEvent & { currentTarget: HTMLElement }, selector: string): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = placeAfter(event.key, now, items.length);
  if (next === undefined || now === -1) return;
  items[next]?.focus();
  event.preventDefault();
}

function placeAfter(key: string, now: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(now + 1, count - 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(now - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
