import { explainChange } from '../domain/explain-change.js';
import type { WrittenChange } from '../workflow/write-change.js';

/** What became of a change of the profile `name`, as lines for a terminal. */
export function explainWritten(name: string, written: WrittenChange): string {
  switch (written.kind) {
    case 'saved':
      return `${name}: version ${written.profile.version.number}: ${written.changes.map(explainChange).join('; ')}\n`;
    case 'proposed':
      return `${name}: waits for an admin in Slack: ${written.changes.map(explainChange).join('; ')}\n`;
    case 'unchanged':
      return `${name}: unchanged\n`;
    case 'stale':
      return `countersign: ${name}: not written, somebody saved version ${written.profile.version.number} meanwhile: try again\n`;
    case 'faults':
      return written.faults
        .map(({ sentence }) => `countersign: ${name}: not written: ${sentence}\n`)
        .join('');
    case 'no-such-profile':
      return `countersign: ${name}: not written, it was deleted meanwhile\n`;
  }
}
