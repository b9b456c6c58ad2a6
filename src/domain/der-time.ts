import type { DerElement } from './der.js';

/** The moment of a UTCTime or GeneralizedTime as certificates write them (RFC 5280 4.1.2.5), in milliseconds. */
export function readDerTime(element: DerElement | undefined): number {
  const text = element?.content.toString('latin1') ?? '';
  const full = element?.tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  const [, year, month, day, hour, minute, second] = match ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const isTime = element?.tag === 0x17 || element?.tag === 0x18;
  if (!isTime || Number.isNaN(time)) throw new SyntaxError('DER: not a time of a certificate');
  return time;
}
