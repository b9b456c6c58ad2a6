import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePem, findPemBlocks } from '../../src/domain/pem.js';

describe('findPemBlocks', () => {
  it('reads back what encodePem writes, several in a row', () => {
    const der = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((octets) => Buffer.from(octets));
    fc.assert(
      fc.property(fc.array(der, { maxLength: 4 }), (ders) => {
        const text = ders.map((one) => encodePem('CERTIFICATE', one)).join('noise\n');
        expect(findPemBlocks(text)).toEqual(ders.map((one) => ({ label: 'CERTIFICATE', der: one })));
        expect(text.split('\n').every((line) => line.length <= 64)).toBe(true);
      }),
    );
  });

  it.each([
    ['without an end', '-----BEGIN CERTIFICATE-----\nAAAA'],
    ['with another end', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END X509 CRL-----'],
    ['with no content', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'],
    ['with a header', '-----BEGIN CERTIFICATE-----\nProc-Type: 4\n\nAAAA\n-----END CERTIFICATE-----'],
  ])('gives a block %s as damaged', (_, text) => {
    expect(findPemBlocks(text)).toEqual([{ label: 'CERTIFICATE', der: null }]);
  });

  it('gives the whole block after one that was cut off', () => {
    const text = `-----BEGIN CERTIFICATE-----\nAAAA\n${encodePem('CERTIFICATE', Buffer.from('x'))}`;
    expect(findPemBlocks(text).map(({ der }) => der?.toString())).toEqual([undefined, 'x']);
  });

  it.each(['-----BEGIN A-----', '-----BEGIN ', '-----END A-----', '-', 'BEGIN '])(
    'takes linear time for a megabyte of "%s"',
    (unit) => {
      const start = performance.now();
      findPemBlocks(unit.repeat(1_000_000 / unit.length));
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});
