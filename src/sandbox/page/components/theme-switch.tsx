import { useEffect, useState } from 'preact/hooks';
import { z } from 'zod';
import { keep, recall } from '../state/storage.js';
import { Icon } from './icon.js';

const theme = z.enum(['light', 'dark']).nullable();
const key = 'local-workspace-theme';

/** Light or dark: as the system says, until somebody chooses. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(() => recall(key, theme, null));
  const isDark =
    (chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  useEffect(() => {
    if (chosen === null) return;
    document.documentElement.dataset.theme = chosen;
    keep(key, chosen);
  }, [chosen]);
  return (
    <button
      type="button"
      class="quiet icon-only"
      aria-label={isDark ? 'Light colours' : 'Dark colours'}
      title={isDark ? 'Light colours' : 'Dark colours'}
      onClick={() => setChosen(isDark ? 'light' : 'dark')}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
