import { type Logger, LogLevel } from '@slack/logger';
import type { EventLog } from '../workflow/ports.js';

/**
 * Slack's libraries' logger over ours. Their debug and info lines print whole payloads, so they are dropped;
 * warnings and errors are one event with the text in a field.
 */
export function slackLogger(log: EventLog): Logger {
  const text = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug() {},
    info() {},
    warn: (...parts: unknown[]) => log.warn({ text: text(parts) }, 'slack library warning'),
    error: (...parts: unknown[]) => log.error({ text: text(parts) }, 'slack library error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}
