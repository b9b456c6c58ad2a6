import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, type Log } from '../src/log.js';

function aLog(level = 'info'): {
  log: Log;
  raw: () => string;
  lines: () => Readonly<Record<string, unknown>>[];
} {
  const written: string[] = [];
  const log = createLog({ level, role: 'bot', stream: { write: (line) => void written.push(line) } });
  const raw = () => written.join('');
  const lines = () =>
    raw()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { log, raw, lines };
}

const privateKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const keyBody = privateKey.split('\n')[1] ?? '';

describe('createLog', () => {
  it('writes one JSON object a line, with level, role, time and the event', () => {
    const { log, lines } = aLog();
    log.child({ requestId: 'r1' }).info({ run: 2 }, 'run started');
    log.warn('second');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        role: 'bot',
        pid: process.pid,
        requestId: 'r1',
        run: 2,
        msg: 'run started',
      },
      expect.objectContaining({ level: 'warn', msg: 'second' }),
    ]);
  });

  it('writes nothing below its level', () => {
    const { log, raw } = aLog('warn');
    log.info('quiet');
    expect(raw()).toBe('');
  });

  it('keeps an error with its stack, its cause and its fields', () => {
    const { log, lines } = aLog();
    const cause = new Error('connection refused');
    log.error({ err: Object.assign(new Error('no store', { cause }), { code: 'store-down' }) }, 'failed');
    expect(lines()[0]).toMatchObject({
      err: {
        type: 'Error',
        message: 'no store',
        code: 'store-down',
        stack: expect.stringContaining('log.test.ts'),
        cause: { message: 'connection refused' },
      },
    });
  });
});

describe('redaction', () => {
  it.each([
    'token',
    'botToken',
    'signing_secret',
    'Authorization',
    'x-slack-signature',
    'password',
    'privateKey',
    'csr',
    'pem',
    'challengePassword',
    'values',
    'state',
    'private_metadata',
    'response_url',
    'keys',
  ])('hides the field %s at any depth, in bindings and in errors', (name) => {
    const { log, raw, lines } = aLog();
    const secret = randomBytes(12).toString('hex');
    log.child({ [name]: secret }).info({ [name]: { deep: secret }, a: [{ b: { c: { [name]: secret } } }] });
    log.error(Object.assign(new Error('no'), { [name]: secret, config: { headers: { [name]: [secret] } } }));
    expect(raw()).not.toContain(secret);
    expect(lines()[0]).toMatchObject({ [name]: '[redacted]', a: [{ b: { c: { [name]: '[redacted]' } } }] });
  });

  it.each([
    ['a bot token', 'xoxb-12-34-abCD', 'xoxb-'],
    ['a rotated token', 'xoxe.xoxp-1-Mi0yLTEyMzQ', 'xoxe.xoxp-'],
    ['an app token', 'xapp-1-A01-99-beef', 'xapp-'],
    ['a bearer header', 'Bearer abc.DEF-123', 'Bearer '],
    ['the password of an address', 'redis://:s3cr3t@host:6379', 'redis://:'],
    ['a response URL', 'https://hooks.slack.com/commands/T1/2/abc', 'hooks.slack.com/'],
    ['a socket address', 'wss://wss-primary.slack.com/link/?ticket=ab-12&app_id=x', 'ticket='],
  ])('masks %s in messages, fields, errors, stacks and causes', (_, secret, kept) => {
    const { log, raw } = aLog();
    const text = `before ${secret} after`;
    log.info({ text, list: [text], [secret]: 1 }, text);
    log.error({ err: new Error(text, { cause: new Error(text) }) }, 'failed');
    const hidden = secret.slice(secret.indexOf(kept) + kept.length).split(/[@&]/)[0] ?? '';
    expect(raw()).not.toContain(hidden);
    expect(raw()).toContain(`${kept}[redacted]`);
  });

  it('masks a private key, whole, cut off or escaped once more', () => {
    const { log, raw } = aLog();
    log.info({ pasted: privateKey }, JSON.stringify({ privateKey }));
    log.error(new Error(privateKey.slice(0, -20)));
    expect(raw()).not.toContain(keyBody.slice(0, 20));
    expect(raw()).toContain('-----BEGIN PRIVATE KEY-----[redacted]');
  });

  it('hides the value of a sensitive parameter and shows that of a plain one', () => {
    const { log, lines } = aLog();
    const parameters = [
      { name: 'password', value: 'hunter22', sensitive: true },
      { name: 'zone', value: 'eu-west', sensitive: false },
    ];
    log.info({ parameters }, 'saved');
    expect(lines()[0]).toMatchObject({ parameters: [{ value: '[redacted]' }, { value: 'eu-west' }] });
  });

  it('hides what a failed Redis command was sent with, and shows which it was', () => {
    const { log, lines, raw } = aLog();
    const command = { name: 'hello', args: ['3', 'AUTH', 'default', 'hunter2hunter2'] };
    const cause = Object.assign(new Error('WRONGPASS'), { command });
    log.error({ err: new Error('store-unavailable', { cause }) }, 'listener failed');
    expect(lines()[0]).toMatchObject({ err: { cause: { command: { name: 'hello', args: '[redacted]' } } } });
    expect(raw()).not.toContain('hunter2');
  });

  it('hides raw bytes', () => {
    const { log, lines } = aLog();
    log.info({ digest: Buffer.from('secret bytes') });
    expect(lines()[0]).toMatchObject({ digest: '[bytes]' });
  });

  it('leaves any other text as it was, whatever characters it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/xox|xapp|BEGIN|:\/\/|bearer|basic|ticket|hooks/i.test(text));
        const { log, lines } = aLog();
        log.info({ text }, 'event');
        expect(lines()[0]).toMatchObject({ text: text, msg: 'event' });
      }),
    );
  });
});
