import forge from 'node-forge';
import { type DerElement, hasTag, octetsOf } from './der.js';

const { asn1 } = forge;

/** The moment of a UTCTime or GeneralizedTime as certificates write them (RFC 5280 4.1.2.5), in milliseconds. */
export function readDerTime(element: DerElement | undefined): number {
  const isUtcTime = hasTag(element, 0x17);
  const text = octetsOf(element, isUtcTime ? 0x17 : 0x18).toString('latin1');
  const date = isUtcTime ? asn1.utcTimeToDate(text) : asn1.generalizedTimeToDate(text);
  // forge takes any form and any month; only the one form that is allowed comes back as it was.
  const written = isUtcTime ? asn1.dateToUtcTime(date) : asn1.dateToGeneralizedTime(date);
  if (written !== text) throw new SyntaxError('DER: not a time of a certificate');
  return date.getTime();
}
