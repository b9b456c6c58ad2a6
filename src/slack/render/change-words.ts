import { explainChange } from '../../domain/explain-change.js';
import type { SettingsChange } from '../../domain/profile-diff.js';
import { codeText, escapeText } from '../escape.js';
import { mentionRoster } from './people.js';

const SHOWN = 120;

/** One change for people, as mrkdwn: "approvals 1 → 2", "`token` replaced". No parameter's value is in it. */
export function changeWords(change: SettingsChange): string {
  switch (change.kind) {
    case 'field':
      return `${change.label} ${codeText(change.from, SHOWN)} → ${codeText(change.to, SHOWN)}`;
    case 'channel':
      return `channel <#${change.from}> → <#${change.to}>`;
    case 'roster': {
      const [from, to] = [change.from, change.to].map((roster) =>
        roster ? mentionRoster(roster) : 'everyone',
      );
      return `${change.label} ${from} → ${to}`;
    }
    case 'parameter': {
      const words = explainChange(change).slice(change.name.length + 1);
      return `${codeText(change.name, SHOWN)} ${words}`;
    }
    case 'script':
    case 'order':
      return escapeText(explainChange(change));
  }
}

/** A list of changes, a line each; those that do not fit into `room` characters are counted. */
export function changeLines(changes: readonly SettingsChange[], room = 2500): string {
  const lines = changes.map((change) => `• ${changeWords(change)}`);
  let length = 0;
  const shown = lines.filter((line) => {
    length += line.length + 1;
    return length <= room;
  });
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`• and ${left} more`] : [])].join('\n');
}
