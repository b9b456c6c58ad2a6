import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, readAllDer, readBits, readDer, readOid, readWholeDer } from '../../src/domain/der.js';
import { readDerText } from '../../src/domain/der-text.js';
import { readDerTime } from '../../src/domain/der-time.js';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const element = (hex: string) => readDer(bytes(hex));

/** DER of one element, by the rules of X.690 8.1.3. */
function encode(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const long = size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(size < 0x80 ? [size] : long)]), content]);
}

describe('readDer', () => {
  it('reads back what was written, whatever follows', () => {
    const content = fc.uint8Array({ maxLength: 400 }).map((octets) => Buffer.from(octets));
    fc.assert(
      fc.property(fc.constantFrom(0x02, 0x04, 0x30, 0x31, 0xa0), content, content, (tag, inside, after) => {
        const whole = encode(tag, inside);
        expect(readDer(Buffer.concat([whole, after]))).toEqual({ tag, content: inside, whole });
        expect(readAllDer(Buffer.concat([whole, whole]))).toHaveLength(2);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['less than it says', '30 03 02 01'],
    ["BER's indefinite length", '30 80 00 00'],
    ['a length that could be shorter', '30 81 01 00'],
    ['a length with a leading zero', '30 82 00 80'],
    ['a length of five octets', '30 85 00 00 00 00 01 00'],
    ['a tag number over 30', '1f 81 01 00'],
  ])('refuses %s', (_, hex) => {
    expect(() => readDer(bytes(hex))).toThrow('DER');
  });

  it('refuses something behind the element where it has to be alone', () => {
    expect(() => readWholeDer(bytes('05 00 00'))).toThrow('behind');
    expect(() => childrenOf(element('30 03 05 00 05'))).toThrow('too early');
    expect(() => childrenOf(undefined)).toThrow('none');
  });
});

describe('the values of DER', () => {
  it.each([
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 09 2a 86 48 86 f7 0d 01 01 0b', '1.2.840.113549.1.1.11'],
    ['06 03 88 37 03', '2.999.3'],
  ])('%s is the OID %s', (hex, oid) => {
    expect(readOid(element(hex))).toBe(oid);
  });

  it.each(['06 00', '06 01 81', `06 41 ${'2a'.repeat(65)}`])('%s is no OID', (hex) => {
    expect(() => readOid(element(hex))).toThrow('object identifier');
  });

  it.each([
    ['UTF8String', '0c 03 c3 a4 61', 'äa'],
    ['PrintableString', '13 02 61 62', 'ab'],
    ['T61String', '14 01 e4', 'ä'],
    ['BMPString', '1e 04 00 e4 20 ac', 'ä€'],
    ['UniversalString', '1c 04 00 01 f6 00', '😀'],
    ['something that is no text', '02 01 05', '#020105'],
  ])('%s is text', (_, hex, text) => {
    expect(readDerText(element(hex))).toBe(text);
  });

  it.each(['0c 01 ff', '1e 01 00', '1c 04 7f ff ff ff'])('%s is broken text', (hex) => {
    expect(() => readDerText(element(hex))).toThrow();
  });

  it.each([
    ['17', '491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['17', '500101000000Z', '1950-01-01T00:00:00.000Z'],
    ['18', '99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('the time %s %s is %s', (tag, text, iso) => {
    expect(
      new Date(readDerTime(readDer(encode(Number.parseInt(tag, 16), Buffer.from(text))))).toISOString(),
    ).toBe(iso);
  });

  it.each(['4912312359Z', '491331235959Z', '491231235959+0100', ''])('"%s" is no time', (text) => {
    expect(() => readDerTime(readDer(encode(0x17, Buffer.from(text))))).toThrow('time');
  });

  it('are no bits where an octet is not whole', () => {
    expect(readBits(element('03 02 00 ff'))).toEqual(bytes('ff'));
    expect(() => readBits(element('03 02 01 fe'))).toThrow('octet');
  });
});
