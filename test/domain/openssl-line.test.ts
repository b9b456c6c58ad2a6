import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsr } from '../../src/domain/csr.js';
import { formatName } from '../../src/domain/names.js';
import { chooseKey, opensslLine } from '../../src/domain/openssl-line.js';
import { openPolicy } from '../../src/domain/policy.js';
import type { PublicKey } from '../../src/domain/public-key.js';
import { readWishedNames } from '../../src/domain/wished-names.js';

const long = `${'a'.repeat(60)}.example.com`;
const p256: PublicKey = { algorithm: 'EC', curve: 'P-256' };

describe('the openssl line', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'countersign-csr-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** Runs the line in a shell, as somebody who pasted it, and reads the CSR that comes of it. */
  async function run(words: readonly string[], key: PublicKey) {
    const { names } = readWishedNames(words);
    const line = opensslLine(names, key);
    execFileSync('sh', ['-c', line], { cwd: dir, stdio: 'pipe' });
    const [, keyFile = '', csrFile = ''] = /-keyout '([^']+)' -out '([^']+)'/.exec(line) ?? [];
    expect(statSync(join(dir, keyFile)).mode & 0o077).toBe(0);
    expect(readFileSync(join(dir, keyFile), 'utf8')).toContain('BEGIN PRIVATE KEY');
    const read = await readCsr(readFileSync(join(dir, csrFile), 'utf8'));
    if (!read.ok) throw new Error(JSON.stringify(read.refusals));
    return { ...read.csr, keyFile, sans: read.csr.names.map(formatName) };
  }

  it.each([
    p256,
    { algorithm: 'EC', curve: 'P-384' },
    { algorithm: 'EC', curve: 'P-521' },
    { algorithm: 'RSA', bits: 3072 },
    { algorithm: 'Ed25519' },
    { algorithm: 'Ed448' },
  ] as const)('makes a CSR that we take, with a key of %j', async (key) => {
    const csr = await run(['www.example.com', 'example.com'], key);
    expect(csr).toMatchObject({ key, commonName: 'www.example.com', keyFile: 'www.example.com.key' });
    expect(csr.sans).toEqual(['www.example.com', 'example.com']);
  });

  it.each([
    { words: ['*.Example.COM'], commonName: '*.example.com', sans: ['*.example.com'] },
    { words: ['10.0.0.7', '2001:DB8::1'], commonName: '10.0.0.7', sans: ['ip:10.0.0.7', 'ip:2001:db8::1'] },
    { words: ['bücher.example'], commonName: 'xn--bcher-kva.example', sans: ['xn--bcher-kva.example'] },
    { words: ['a+b@example.com'], commonName: 'a+b@example.com', sans: ['email:a+b@example.com'] },
    {
      words: [long, 'short.example.com'],
      commonName: 'short.example.com',
      sans: [long, 'short.example.com'],
    },
    { words: [long], commonName: null, sans: [long] },
    {
      words: ['DNS:a.example,DNS:b.example', 'a.example.'],
      commonName: 'a.example',
      sans: ['a.example', 'b.example'],
    },
    { words: ['-rf.example.com', 'web01'], commonName: 'web01', sans: ['web01'] },
  ])('writes $words as they have to be written', async ({ words, commonName, sans }) => {
    expect(await run(words, p256)).toMatchObject({ commonName, sans });
  });

  it.each([
    "o'brien@example.com",
    'a$b@example.com',
    'a,b@example.com',
    'a`b@example.com',
    'a\\b@example.com',
  ])('is not made for %s, which a shell or openssl would read as something else', (word) => {
    expect(() => opensslLine([{ kind: 'email', value: word }], p256)).toThrow('not safe');
  });
});

describe('readWishedNames', () => {
  it('says what is no name', () => {
    const words = [
      'www.example.com',
      'a b'.split(' ')[0] ?? '',
      'no_/name',
      '$(id).example',
      '1.2.3.999',
      '',
    ];
    expect(readWishedNames(words).wrong).toEqual(['no_/name', '$(id).example', '1.2.3.999']);
  });
});

describe('chooseKey', () => {
  const { keys } = openPolicy;
  it.each([
    [keys, p256],
    [
      { ...keys, leastCurveBits: 384 },
      { algorithm: 'EC', curve: 'P-384' },
    ],
    [
      { ...keys, leastCurveBits: 400 },
      { algorithm: 'EC', curve: 'P-521' },
    ],
    [
      { ...keys, algorithms: ['RSA'], leastRsaBits: 4096 },
      { algorithm: 'RSA', bits: 4096 },
    ],
    [{ ...keys, algorithms: ['Ed448', 'Ed25519'] }, { algorithm: 'Ed25519' }],
    [{ ...keys, algorithms: ['Ed448'] }, { algorithm: 'Ed448' }],
  ] as const)('for %j is %j', (allowed, key) => {
    expect(chooseKey(allowed)).toEqual(key);
  });
});
