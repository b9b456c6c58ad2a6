import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  encodeDer,
  octetsOf,
  readBits,
  readDer,
  readDerStart,
  readOid,
} from '../../src/domain/der.js';
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

/** What was read, written again; null where it is refused. */
function written(bytes: Buffer): Buffer | null {
  try {
    return encodeDer(readDer(bytes));
  } catch {
    return null;
  }
}

describe('readDer', () => {
  it('reads back what was written', () => {
    const content = fc.uint8Array({ maxLength: 400 }).map((octets) => Buffer.from(octets));
    fc.assert(
      fc.property(fc.constantFrom(0x03, 0x04, 0x0c, 0x81), content, content, (tag, inside, after) => {
        const whole = encode(tag, inside);
        expect(octetsOf(readDer(whole), tag)).toEqual(inside);
        expect(encodeDer(readDerStart(Buffer.concat([whole, after])))).toEqual(whole);
        const pair = readDer(encode(0x30, Buffer.concat([whole, whole])));
        expect(childrenOf(pair).map(encodeDer)).toEqual([whole, whole]);
      }),
    );
  });

  it('refuses what it would write in another way', () => {
    const octet = fc.constantFrom(0x00, 0x01, 0x02, 0x03, 0x04, 0x1e, 0x30, 0x80, 0x81, 0x82, 0xa2, 0xff);
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 12 }), (octets) => {
        const bytes = Buffer.from(octets);
        expect(written(bytes) ?? bytes).toEqual(bytes);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['less than it says', '30 03 02 01'],
    ["BER's indefinite length", '30 80 00 00'],
    ["BER's indefinite length inside", '30 04 30 80 00 00'],
    ['an indefinite length without elements', '04 80 00 00'],
    ['a length that could be shorter', '30 81 01 00'],
    ['a length with a leading zero', '30 82 00 80'],
    ['a length of five octets', '30 85 00 00 00 00 01 00'],
    ['a length of a sign', '30 84 ff ff ff ff'],
    ['an integer with an idle octet', '02 02 00 01'],
    ['a BMPString that ends inside a character', '30 05 1e 01 41 05 00'],
    ['a tag number over 30', '1f 81 01 00'],
    ['a tag number over 30 inside', '30 05 bf 1f 02 05 00'],
    ['something behind the element', '05 00 00'],
    ['an element that is cut off inside', '30 03 05 00 05'],
  ])('refuses %s', (_, hex) => {
    expect(() => element(hex)).toThrow();
  });

  it('refuses what is nested deeper than any certificate', () => {
    const nest = (levels: number) =>
      Array.from({ length: levels }).reduce<Buffer>((inside) => encode(0x30, inside), Buffer.alloc(0));
    expect(childrenOf(readDer(nest(20)))).toHaveLength(1);
    expect(() => readDer(nest(1000))).toThrow('depth');
    expect(() => readDer(Buffer.alloc(100_000, '3080', 'hex'))).toThrow('depth');
  });

  it('finds nothing inside what is not there, is another thing, or holds octets', () => {
    expect(() => childrenOf(undefined)).toThrow('none');
    expect(() => childrenOf(element('05 00'))).toThrow('tag 5 in place of 48');
    expect(() => childrenOf(element('04 02 05 00'), 0x04)).toThrow('inside');
    expect(() => octetsOf(element('30 00'), 0x30)).toThrow('octets');
  });
});

describe('the values of DER', () => {
  it.each([
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 09 2a 86 48 86 f7 0d 01 01 0b', '1.2.840.113549.1.1.11'],
    ['06 03 88 37 03', '2.999.3'],
    ['06 03 78 81 00', '2.40.128'],
    // An arc of 128 bits, as UUIDs make.
    [`06 14 69 83${'ff'.repeat(17)}7f`, `#6983${'ff'.repeat(17)}7f`],
  ])('%s is the OID %s', (hex, oid) => {
    expect(readOid(element(hex))).toBe(oid);
  });

  it.each(['06 00', '06 01 81', '06 02 80 01', '06 04 55 1d 80 11', `06 41 ${'2a'.repeat(65)}`])(
    '%s is no OID',
    (hex) => {
      expect(() => readOid(element(hex))).toThrow('object identifier');
    },
  );

  it.each([
    ['UTF8String', '0c 03 c3 a4 61', 'äa'],
    ['PrintableString', '13 02 61 62', 'ab'],
    ['T61String', '14 01 e4', 'ä'],
    ['BMPString', '1e 04 00 e4 20 ac', 'ä€'],
    ['UniversalString', '1c 04 00 01 f6 00', '😀'],
    ['something that is no text', '02 01 05', '#020105'],
    ['a string in pieces', '2c 03 0c 01 61', '#2c030c0161'],
  ])('%s is text', (_, hex, text) => {
    expect(readDerText(element(hex))).toBe(text);
  });

  it.each(['0c 01 ff', '0c 02 c0 80', '0c 03 ed a0 80', '1e 01 00', '1c 01 00', '1c 04 7f ff ff ff'])(
    '%s is broken text',
    (hex) => {
      expect(() => readDerText(element(hex))).toThrow();
    },
  );

  it.each([
    ['17', '491231235959Z', '2049-12-31T23:59:59.000Z'],
    ['17', '500101000000Z', '1950-01-01T00:00:00.000Z'],
    ['18', '99991231235959Z', '9999-12-31T23:59:59.000Z'],
    ['18', '20240229000000Z', '2024-02-29T00:00:00.000Z'],
  ])('the time %s %s is %s', (tag, text, iso) => {
    expect(
      new Date(readDerTime(readDer(encode(Number.parseInt(tag, 16), Buffer.from(text))))).toISOString(),
    ).toBe(iso);
  });

  const noTimes: readonly (readonly [tag: number, text: string])[] = [
    [0x17, ''],
    [0x17, '4912312359Z'],
    [0x17, '491331235959Z'],
    [0x17, '230229000000Z'],
    [0x17, '491231235959'],
    [0x17, '491231235959+0100'],
    [0x18, ''],
    [0x18, '20491231235959'],
    [0x18, '20491231235959.5Z'],
    [0x18, '20491231235960Z'],
    [0x18, '20491231235959-0100'],
    [0x16, '491231235959Z'],
  ];

  it.each(noTimes)('of tag %i, "%s" is no time', (tag, text) => {
    expect(() => readDerTime(readDer(encode(tag, Buffer.from(text))))).toThrow('DER');
  });

  it('are no bits where an octet is not whole', () => {
    expect(readBits(element('03 02 00 ff'))).toEqual(bytes('ff'));
    expect(() => readBits(element('03 02 01 fe'))).toThrow('octet');
  });
});
