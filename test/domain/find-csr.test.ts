import { describe, expect, it } from 'vitest';
import { findCsr } from '../../src/domain/find-csr.js';
import { aCsr, aKey } from '../builders/pki.js';

const one = aCsr({ commonName: 'one.example.com' }).pem;
const two = aCsr({ commonName: 'two.example.com' }).pem;
const found = { kind: 'found', csr: { commonName: 'one.example.com' } };

describe('findCsr', () => {
  it.each([
    ['a CSR with words around it', [`please:\n${one}\nthanks`]],
    ['one in a fence', [`\`\`\`${one}\`\`\``]],
    ['the same one twice, written differently', [one, one.replaceAll('\n', '\r\n')]],
    ['one among other texts', ['see the file', '', one]],
    ['one whose line ends became spaces', [one.replaceAll('\n', ' ')]],
  ])('finds %s', async (_, texts) => {
    expect(await findCsr(texts)).toMatchObject(found);
  });

  it('finds none in words, certificates and nothing', async () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    for (const texts of [[], [''], ['BEGIN CERTIFICATE REQUEST'], [certificate]]) {
      expect(await findCsr(texts)).toEqual({ kind: 'none' });
    }
  });

  it('warns of a private key beside a CSR, wherever it is', async () => {
    const key = aKey('p256', 'beside').pem;
    for (const texts of [[key], [one, key], [`${one}${key}`]]) {
      expect(await findCsr(texts)).toEqual({ kind: 'private-key' });
    }
  });

  it('says why what looks like a CSR is none, and that there are several', async () => {
    const cut = one.slice(0, 200);
    expect(await findCsr([cut])).toEqual({
      ...{ kind: 'refused', refusals: [{ code: 'not-a-csr', found: 'damaged' }] },
    });
    expect(await findCsr([cut, one])).toMatchObject(found);
    const refusals = [{ code: 'more-than-one', count: 2 }];
    expect(await findCsr([one, two])).toEqual({ kind: 'refused', refusals });
    expect(await findCsr([`${one}${two}`])).toEqual({ kind: 'refused', refusals });
  });
});
