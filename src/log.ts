import { type DestinationStream, type Logger, pino } from 'pino';
import { redactLine } from './redact-line.js';

export type Log = Logger;

export type LogOptions = {
  readonly level: string;
  readonly role: string;
  readonly stream?: DestinationStream;
};

/**
 * A logger that writes one JSON object a line, to stdout unless `stream` is given. Every finished line passes
 * the redaction, so that fields, child bindings, messages, errors and their stacks are all covered.
 */
export function createLog({ level, role, stream }: LogOptions): Log {
  return pino(
    {
      level,
      base: { role, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
      hooks: { streamWrite: redactLine },
    },
    stream ?? pino.destination(1),
  );
}
