import type { SettingsChange } from './profile-diff.js';

const parameterWords = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  replaced: 'replaced',
  hidden: 'marked sensitive',
  shown: 'no longer sensitive',
  marks: 'assigned elsewhere',
  asked: 'asked for differently',
} as const satisfies Record<Extract<SettingsChange, { kind: 'parameter' }>['change'], string>;

/** One change in plain words, as in "approvals 1 -> 2" or "token replaced". Ids stay ids; no parameter's value. */
export function explainChange(change: SettingsChange): string {
  switch (change.kind) {
    case 'field':
      return `${change.label} ${change.from} -> ${change.to}`;
    case 'channel':
      return `channel ${change.from} -> ${change.to}`;
    case 'script':
      return change.isRenamed
        ? `script ${change.from} -> ${change.to}`
        : `script ${change.to} has other bytes`;
    case 'roster':
      return `${change.label} changed`;
    case 'parameter':
      return `${change.name} ${parameterWords[change.change]}`;
    case 'order':
      return 'parameters in another order';
  }
}
