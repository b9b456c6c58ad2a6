import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScrubber } from '../../src/domain/scrubber.js';
import type { RunInput, Runner, RunOutcome } from '../../src/workflow/runner.js';
import { aCa } from '../builders/pki.js';
import { aRun, aRunner, fixtureScript } from '../builders/runner.js';

let runner: Runner;
const certificate = aCa().pem;
const run = async (name: string, input: Partial<RunInput> = {}): Promise<RunOutcome> =>
  runner.run(aRun(await fixtureScript(name), input));
const returned = async (what: string): Promise<unknown> => {
  const { output, ...outcome } = await run('returns', { args: { what, certificate } });
  return outcome;
};

beforeAll(async () => {
  runner = await aRunner();
});
afterAll(() => runner.close());

describe('createRunner', () => {
  it('returns the text that the script returned, and what it wrote apart from it', async () => {
    const heard: string[] = [];
    const onOutput = (text: string): unknown => heard.push(text);
    const outcome = await run('chatter', { args: { certificate }, onOutput: (text) => void onOutput(text) });
    expect(outcome).toMatchObject({ kind: 'returned', certificate, output: { leftOutBytes: 0 } });
    expect(outcome.output.text).toContain('PROGRESS: asking the CA\n');
    expect(outcome.output.text).toMatch(/ünterminated$/);
    expect(heard.join('')).toBe(outcome.output.text);
  });

  it('gives a script its three values, as they are', async () => {
    const args = { what: 'call', 'ключ 🔑': 'a\n"b"\u2028\\' };
    const outcome = await run('returns', { csr: '-----BEGIN\r\n', commonName: 'ü.example', args });
    expect(outcome.kind === 'returned' && JSON.parse(outcome.certificate)).toEqual([
      '-----BEGIN\r\n',
      'ü.example',
      args,
    ]);
  });

  it('puts DER into PEM armour', async () => {
    expect(await returned('der')).toEqual({
      kind: 'returned',
      certificate: new X509Certificate(certificate).toString(),
    });
    expect(await returned('bytes')).toEqual({ kind: 'returned', certificate });
  });

  it.each([
    ['none', 'certificate_request returned None, not a certificate'],
    ['list', 'certificate_request returned a value of type list, not a certificate'],
    ['garbage', 'certificate_request returned bytes that are neither PEM nor a DER certificate'],
  ])('refuses what is no certificate: %s', async (what, firstLine) => {
    expect(await returned(what)).toEqual({ kind: 'failed', cause: 'bad-return', firstLine, detail: '' });
  });

  it.each([
    ['raises', 'raised', 'RuntimeError: no certificate for www.example.org'],
    ['exits', 'exited', 'the script exited with code 2: vault: permission denied'],
    ['exits_hard', 'exited', 'the script exited with code 3: gave up'],
    ['crashes', 'signalled', 'the script was ended by the signal SIGSEGV: about to crash'],
    ['bad_import', 'not-loadable', "ModuleNotFoundError: No module named 'a_module_that_nobody_has'"],
  ])('tells how a script failed: %s', async (name, cause, firstLine) => {
    expect(await run(name)).toMatchObject({ kind: 'failed', cause, firstLine });
  });

  it('keeps head and tail of too much output, with a mark of what is missing', async () => {
    const { output } = await run('floods');
    expect(output.leftOutBytes).toBeGreaterThan(4_800_000);
    expect(output.text).toContain(`\n[${output.leftOutBytes} bytes left out]\n`);
    expect(output.text.length).toBeLessThan(132_000);
    expect(output.text).toMatch(/49999\n$/);
  });

  it('hands out what the scrubber finds in every form in which scripts print it', async () => {
    const secret = 'pä$s wörd/"<1>\'';
    const outcome = await run('leaks', { args: { secret } });
    const { scrub } = createScrubber([secret]);
    const seen = outcome.kind === 'failed' ? [outcome.firstLine, outcome.detail, outcome.output.text] : [];
    for (const text of seen) expect(scrub(text)).not.toMatch(/p.{1,8}\$s|w.{1,8}rd|%24s|<1>/i);
    expect(scrub(seen[0] ?? '')).toBe('RuntimeError: login failed with [sensitive]');
    expect(scrub(seen[2] ?? '')).toContain('PROGRESS: logging in with [sensitive]\n');
  });

  it('runs eight at once, each with its own values', async () => {
    const script = await fixtureScript('sleeps');
    const names = Array.from({ length: 8 }, (_, i) => `certificate ${i}`);
    const started = performance.now();
    const outcomes = await Promise.all(
      names.map((name) => runner.run(aRun(script, { args: { seconds: '0.5', certificate: name } }))),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'returned' && outcome.certificate)).toEqual(names);
    expect(performance.now() - started).toBeLessThan(3_900);
  });

  it('gives a script nothing of the environment but what it needs', async () => {
    const environment = {
      PATH: process.env.PATH,
      COUNTERSIGN_KEYS: 'k1:secret',
      CA_URL: 'https://ca',
      LANG: 'C',
    };
    const other = await aRunner({ environment, passEnv: ['CA_URL'] });
    const outcome = await other.run(aRun(await fixtureScript('surroundings')));
    const seen = outcome.kind === 'returned' ? JSON.parse(outcome.certificate) : {};
    const names = ['CA_URL', 'HOME', 'LANG', 'PATH', 'TMPDIR'];
    expect(
      Object.keys(seen.environ)
        .filter((name) => name !== 'LC_CTYPE')
        .sort(),
    ).toEqual(names);
    expect(seen.descriptors).toHaveLength(4);
    expect(existsSync(seen.cwd)).toBe(false);
  });

  it('goes on when a listener to output throws, and says so', async () => {
    const warnings: string[] = [];
    const other = await aRunner({
      log: { info: () => undefined, warn: (_, message) => warnings.push(message) },
    });
    const onOutput = (): never => {
      throw new Error('listener');
    };
    const script = await fixtureScript('sleeps');
    expect((await other.run(aRun(script, { args: { seconds: '0' }, onOutput }))).kind).toBe('returned');
    expect(warnings).toEqual(['a listener to the output of a run failed']);
  });
});
