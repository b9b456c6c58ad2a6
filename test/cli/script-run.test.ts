import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRung } from '../../src/python/find-rung.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { rungNames } from '../../src/python/rung.js';
import { aCsr } from '../builders/pki-csr.js';
import { eventually, isAlive } from '../builders/runner.js';
import { type ATerminal, aTerminal, type Said, said } from './a-terminal.js';

const passphrase = 'correct horse battery';
const localCa = join(process.cwd(), 'runner', 'scripts', 'local_ca.py');
const interpreter = await resolveInterpreter();
let terminal: ATerminal;

beforeAll(() => {
  terminal = aTerminal();
  terminal.write('web.csr', aCsr({ commonName: 'www.example.org' }).pem);
  terminal.write('passphrase', `${passphrase}\n`);
});
afterAll(() => terminal.close());

const run = (
  file: string,
  args: readonly string[] = [],
  stdin?: string,
  env: Readonly<Record<string, string>> = { RUNNER_WRITABLE: join(terminal.dir, 'ca') },
): Promise<Said> =>
  terminal.type(['script', 'run', file, '--csr', 'web.csr', '--cn', 'www.example.org', ...args], stdin, env);

const ofLocalCa = ['--param', 'ca_dir=CA', '--param', 'valid_days=90'];
const withCa = (args: readonly string[]): readonly string[] =>
  [...ofLocalCa, ...args].map((arg) => arg.replace('=CA', `=${join(terminal.dir, 'ca')}`));

describe('countersign script run', () => {
  it.each([
    ['a file', '@passphrase', ''],
    ['standard input', '@-', `${passphrase}\n`],
  ])(
    'writes the certificate to stdout, all else to stderr, with a secret from %s',
    async (_, source, stdin) => {
      const { code, out, err } = await run(localCa, withCa(['--secret', `ca_passphrase=${source}`]), stdin);
      expect(out).toMatch(/^(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n){2}$/);
      expect(new X509Certificate(out).subject).toBe('CN=www.example.org');
      expect(err).toContain('PROGRESS: signing the certificate of www.example.org for 90 days\n');
      expect(err).toMatch(
        /countersign: the certificate passes \(key, names, not-ca, chain, validity\): www\.example\.org; serial [0-9a-f]{40}, issued by .*Countersign local CA \w+, valid until 20\d\d-\d\d-\d\d\n$/,
      );
      expect(code).toBe(0);
    },
  );

  it('shows what a script prints as it comes, without the secrets, and how it failed', async () => {
    const script = [
      'import sys, base64',
      'def certificate_request(csr, common_name, args_dict):',
      '    print("token is", args_dict["token"], base64.b64encode(args_dict["token"].encode()).decode())',
      '    print("no end of line", end="")',
      '    raise ValueError("no luck with " + args_dict["token"])',
    ];
    terminal.write('leaks.py', `${script.join('\n')}\n`);
    terminal.write('token', 'secret-token-123');
    const { code, out, err } = await run('leaks.py', ['--secret', 'token=@token']);
    expect(err).toContain('token is [sensitive] [sensitive]\nno end of line\n');
    expect(err).toMatch(
      /Traceback[\s\S]+countersign: the script stopped with an error: ValueError: no luck with \[sensitive\]\n$/,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toContain('secret-token');
  });

  it('names each fault of a certificate that does not pass, and keeps it from stdout', async () => {
    terminal.write(
      'own.py',
      [
        'import subprocess',
        'def certificate_request(csr, common_name, args_dict):',
        '    wishes = ["-subj", "/CN=other.example.org", "-addext", "subjectAltName=DNS:other.example.org", "-days", "9"]',
        '    new = ["-newkey", "rsa:2048", "-nodes", "-keyout", "k"]',
        '    return subprocess.run(["openssl", "req", "-x509", *new, *wishes], capture_output=True, text=True).stdout',
      ].join('\n'),
    );
    const { code, out, err } = await run('own.py', ['--max-days', '8']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    for (const fault of [
      'another key',
      'lacks names',
      'names that nobody approved',
      'is a CA',
      '9 days; the profile allows 8',
    ])
      expect(err).toContain(fault);
    expect(err).toMatch(
      /The CA has issued it all the same: serial [0-9a-f]+, issued by CN=other\.example\.org/,
    );
  });

  it('ends a script at its time limit, and says that the CA may have issued', async () => {
    terminal.write(
      'hangs.py',
      'import time\ndef certificate_request(csr, common_name, args_dict):\n    time.sleep(50)\n',
    );
    const { code, out, err } = await run('hangs.py', ['--time-limit', '1']);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain('ended after its time limit (1 s). The CA may have issued');
  });

  it('ends the script when it is ended by Ctrl-C', async () => {
    const pidFile = join(terminal.dir, 'pid');
    terminal.write(
      'waits.py',
      [
        'import os, time',
        'def certificate_request(csr, common_name, args_dict):',
        `    with open(${JSON.stringify(pidFile)}, "w") as file: file.write(str(os.getpid()))`,
        '    print("waiting", flush=True)',
        '    time.sleep(50)',
      ].join('\n'),
    );
    const args = [join(process.cwd(), 'dist', 'main.js'), 'script', 'run', 'waits.py', '--csr', 'web.csr'];
    const child = spawn(process.execPath, args, {
      cwd: terminal.dir,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Where a script may tell us the number of its process.
      env: { ...process.env, RUNNER_ISOLATION: '1-1' },
    });
    const ended = once(child, 'exit');
    for await (const chunk of child.stderr) if (String(chunk).includes('waiting')) break;
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGINT');
    await ended;
    await eventually(() => !isAlive(pid), 5_000);
  });

  it('shows a script the variables that RUNNER_ENV names, and none of our secrets', async () => {
    terminal.write(
      'looks.py',
      'import os\ndef certificate_request(csr, cn, args):\n    raise SystemExit(" ".join(sorted(os.environ)))\n',
    );
    const main = join(process.cwd(), 'dist', 'main.js');
    const env = { RUNNER_ENV: 'SITE, SLACK_BOT_TOKEN', SITE: 'x', SLACK_BOT_TOKEN: 'xoxb-1', OTHER: 'y' };
    const args = [main, 'script', 'run', 'looks.py', '--csr', 'web.csr'];
    const { err } = await said(process.execPath, args, terminal.dir, '', env);
    expect(err).toContain('SITE');
    for (const name of ['SLACK_BOT_TOKEN', 'OTHER']) expect(err).not.toContain(name);
  });

  it('puts the script into the box of a worker on this machine, and says which that is', async () => {
    const file = join(terminal.dir, 'left-behind');
    terminal.write(
      'leaves.py',
      `def certificate_request(csr, cn, args):\n    open(${JSON.stringify(file)}, "w")\n    raise SystemExit("done")\n`,
    );
    const { rung } = await findRung({ interpreter, environment: process.env, box: {} });
    const boxed = await run('leaves.py');
    expect(boxed.err).toContain(`countersign: the script runs on rung ${rung} (${rungNames[rung]})\n`);
    expect(existsSync(file)).toBe(rung === 1);
    const inTheOpen = await run('leaves.py', [], '', { RUNNER_ISOLATION: '1-1' });
    expect(inTheOpen.err).toContain('countersign: the script runs on rung 1 (a process group)\n');
    expect(inTheOpen.err).toContain('the script gave up: done');
    expect(existsSync(file)).toBe(true);
  });

  it.each([
    ['is no rung', { RUNNER_ISOLATION: '9' }, 'RUNNER_ISOLATION is not a rung'],
    ['is no Python', { COUNTERSIGN_PYTHON: '/nowhere/python' }, '"/nowhere/python" could not be started'],
  ])('runs nothing where there %s as it was asked for', async (_, env, words) => {
    terminal.write('script.py', 'def certificate_request(csr, cn, args):\n    print("it ran")\n');
    const { code, out, err } = await run('script.py', [], '', env);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(new RegExp(`^countersign: ${words}`));
  });

  it('runs a folder with its modules', async () => {
    terminal.write(
      'folder/script.py',
      'import words\ndef certificate_request(csr, cn, args):\n    raise SystemExit(words.WHY)\n',
    );
    terminal.write('folder/words.py', 'WHY = "the module was found"\n');
    expect(await run('folder')).toMatchObject({
      code: 1,
      err: expect.stringContaining('the script gave up: the module was found'),
    });
  });

  it('runs nothing when something is missing, and lists all of it', async () => {
    const args = ['--secret', 'a=@nowhere', '--secret', 'b=@empty', '--cn', 'other.example.org'];
    terminal.write('empty', '\n');
    const { code, err } = await run('missing.py', args);
    expect(err.trim().split('\n')).toEqual([
      'countersign: there is no missing.py',
      expect.stringContaining('other.example.org is not in the CSR'),
      'countersign: nowhere cannot be read for the secret a (ENOENT)',
      'countersign: empty is empty: no value for the secret b',
    ]);
    expect(code).toBe(2);
  });

  it('refuses what the script calls sensitive in the command line, without repeating it', async () => {
    const { code, err } = await run(localCa, withCa(['--param', `ca_passphrase=${passphrase}`]));
    expect({ code, isRepeated: err.includes(passphrase) }).toEqual({ code: 2, isRepeated: false });
    expect(err).toContain('ca_passphrase is sensitive and stands in the command line');
  });

  it('notes what the header requires and what it does not know, and runs all the same', async () => {
    const { code, err } = await run(localCa, ['--param', 'ca_dri=/x']);
    expect(err).toContain('note: the script requires ca_dir, which has no value');
    expect(err).toContain("note: the script's header does not know ca_dri");
    expect(err).toContain('LocalCaError: no value for ca_dir, ca_passphrase, valid_days\n');
    expect(code).toBe(1);
  });

  it('does what the README of the scripts says, to the letter', async () => {
    const readme = readFileSync(join('runner', 'scripts', 'README.md'), 'utf8');
    const commands = (/```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '')
      .replaceAll('npx countersign', `'${process.execPath}' '${join(process.cwd(), 'dist', 'main.js')}'`)
      .replaceAll(' runner/', ` ${process.cwd()}/runner/`);
    const { code, out, err } = await said('sh', ['-ec', commands], terminal.dir);
    expect({ code, out }, err).toEqual({
      code: 0,
      out: '0 faults, 0 warnings, 3 parameters in the header\n',
    });
    expect(readFileSync(join(terminal.dir, 'web.pem'), 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });
});
