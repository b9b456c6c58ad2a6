import { describe, expect, it } from 'vitest';
import { csrSchema, readCsr } from '../../src/domain/csr.js';
import { aCsr } from '../builders/pki.js';

async function askedBy(...extensions: readonly string[]) {
  const read = await readCsr(aCsr({ commonName: 'web.example.com', extensions }).pem);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.csr.asked;
}

describe('what a CSR asks for besides names', () => {
  it('is nothing for a plain one, and for a record of an earlier version', async () => {
    const nothing = { extendedKeyUsages: [], keyUsages: [], others: [] };
    expect(await askedBy()).toEqual(nothing);
    const read = await readCsr(aCsr({ commonName: 'a' }).pem);
    if (!read.ok) throw new Error('refused');
    const { asked: _, ...earlier } = read.csr;
    expect(csrSchema.parse(earlier).asked).toEqual(nothing);
  });

  it('is read as openssl writes it', async () => {
    const asked = await askedBy(
      'keyUsage=critical,digitalSignature,keyEncipherment,decipherOnly',
      'extendedKeyUsage=serverAuth,clientAuth,codeSigning,1.2.3.4.5',
      'tlsfeature=status_request',
      'basicConstraints=CA:FALSE',
      'subjectKeyIdentifier=hash',
      '1.2.3.4=ASN1:UTF8String:x',
    );
    expect(asked).toEqual({
      extendedKeyUsages: ['serverAuth', 'clientAuth', 'codeSigning', '1.2.3.4.5'],
      keyUsages: ['digitalSignature', 'keyEncipherment', 'decipherOnly'],
      others: ['tlsFeature (must-staple)', '1.2.3.4'],
    });
  });

  it('counts a usage that occurs in two extensions, and names one that cannot be read', async () => {
    const twice = await askedBy('extendedKeyUsage=serverAuth', '2.5.29.37=DER:300a06082b06010505070303');
    expect(twice.extendedKeyUsages).toEqual(['serverAuth', 'codeSigning']);
    expect((await askedBy('2.5.29.37=DER:ff')).extendedKeyUsages).toEqual(['unreadable']);
  });
});
