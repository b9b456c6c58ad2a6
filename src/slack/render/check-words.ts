import type { CheckedScript } from '../../workflow/check-script.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';

/** Each is about one place; more than these nobody reads before looking at the script. */
const SHOWN = { findings: 10, characters: 300 } as const;

/** What was found in a script that was looked at, to be shown beside it; '' if nothing was. mrkdwn. */
export function checkWords(checked: CheckedScript): string {
  if (checked.kind === 'not-checked')
    return ':warning: The script could not be checked here; workers look at it again when they run it.';
  return [
    ...group(':x: It cannot work as it is:', checked.errors),
    ...group(':warning: Somebody should look at this:', checked.warnings),
  ].join('\n');
}

function group(heading: string, findings: readonly string[]): readonly string[] {
  if (findings.length === 0) return [];
  const left = findings.length - SHOWN.findings;
  return [
    heading,
    ...findings.slice(0, SHOWN.findings).map((each) => `• ${escapeText(truncate(each, SHOWN.characters))}`),
    ...(left > 0 ? [`• and ${left} more`] : []),
  ];
}
