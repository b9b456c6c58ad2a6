import { parseArgs } from 'node:util';
import { destination } from 'pino';
import { z } from 'zod';
import { createLog } from '../log.js';
import { type Demo, startDemo } from './demo.js';

const port = z.coerce.number().int().min(0).max(65535);

/**
 * The demo from its command line. Prints for people, and one line of JSON `{"url": ...}` once it is ready.
 * Throws when an option is not one of its own. Logs go to stderr.
 */
export async function runDemo(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Demo> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string', default: 'data' },
      'no-seed': { type: 'boolean', default: false },
      'time-scale': { type: 'string', default: '1' },
    },
  });
  const log = createLog({ level: env.LOG_LEVEL || 'warn', role: 'demo', stream: destination(2) });
  const demo = await startDemo({
    ...{ port: portOf(values.port), dataDir: values.data, seeds: !values['no-seed'], env, log },
    timeScale: z.coerce.number().positive().parse(values['time-scale']),
  });
  process.stdout.write(`${welcome(demo.url, !values['no-seed'])}\n${JSON.stringify({ url: demo.url })}\n`);
  return demo;
}

function portOf(text: string): number {
  const parsed = port.safeParse(text);
  if (!parsed.success) throw new Error(`--port takes a number from 0 to 65535, not ${text}`);
  return parsed.data;
}

function welcome(url: string, seeds: boolean): string {
  return [
    '',
    `Countersign demo: a local Slack at ${url}`,
    '  ada and ben are admins, eve and eli engineers, amy and abe approvers.',
    ...(seeds ? ['  As eve, type /cert request local-ca in #cert-requests; as amy, press Approve.'] : []),
    '  Stop with Ctrl-C. What was issued stays in the data folder.',
    '',
  ].join('\n');
}
