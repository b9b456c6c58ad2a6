import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { z } from 'zod';

const nameKinds = ['dns', 'ip', 'email', 'uri'] as const;

/** One name a certificate may carry (RFC 5280 4.2.1.6, the kinds we know), in its normal form. */
export const nameSchema = z.object({ kind: z.enum(nameKinds), value: z.string().min(1) }).readonly();

export type Name = z.infer<typeof nameSchema>;

/**
 * The one spelling by which names are compared: DNS in lower-case punycode without the final dot, IP
 * addresses as RFC 5952 writes them. null for what is no name of that kind.
 */
export function normalizeName(kind: Name['kind'], text: string): Name | null {
  const value = normalForms[kind](text);
  return value === null ? null : { kind, value };
}

const normalForms: Readonly<Record<Name['kind'], (text: string) => string | null>> = {
  dns: normalDns,
  ip: normalIp,
  email: normalEmail,
  uri: (text) => (/^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(text) && text.length <= 2048 ? text : null),
};

/** What a common name or a typed word names: an IP address, a DNS name, or nothing (a person, a team). */
export function nameOfHost(text: string): Name | null {
  return normalizeName('ip', text) ?? normalizeName('dns', text);
}

export function formatName({ kind, value }: Name): string {
  return kind === 'dns' ? value : `${kind}:${value}`;
}

/** Each name once, at the place where it first stands. */
export function uniqueNames(names: readonly Name[]): readonly Name[] {
  return [...new Map(names.map((name) => [formatName(name), name])).values()];
}

/** Those of `names` that are not among `others`. */
export function namesWithout(names: readonly Name[], others: readonly Name[]): readonly Name[] {
  const known = new Set(others.map(formatName));
  return names.filter((name) => !known.has(formatName(name)));
}

function normalDns(text: string): string | null {
  const typed = text.endsWith('.') ? text.slice(0, -1) : text;
  // domainToASCII takes "1.2" and "0x7f.1" for IPv4 addresses, so plain ASCII never goes through it.
  const ascii = /^[!-~]*$/.test(typed) ? typed.toLowerCase() : domainToASCII(typed);
  const [first = '', ...rest] = ascii.split('.');
  const labels = first === '*' ? rest : [first, ...rest];
  // RFC 1035 2.3.4: 253 characters, 63 a label. Underscores are out there; a wildcard is a whole first label;
  // a number as last label is an IPv4 address or a mistyped one (RFC 3696 2).
  const isDns = labels.length > 0 && labels.every(isLabel) && !/^[0-9]+$/.test(labels.at(-1) ?? '');
  return ascii.length <= 253 && isDns ? ascii : null;
}

function isLabel(text: string): boolean {
  return /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(text);
}

function normalIp(text: string): string | null {
  // A zone ("fe80::1%eth0") means something on one machine only.
  const version = text.includes('%') ? 0 : isIP(text);
  if (version === 0) return null;
  return version === 4 ? text : new URL(`http://[${text}]`).hostname.slice(1, -1);
}

function normalEmail(text: string): string | null {
  const at = text.lastIndexOf('@');
  const domain = normalDns(text.slice(at + 1));
  const local = text.slice(0, Math.max(at, 0));
  return domain !== null && /^[!-~]{1,64}$/.test(local) ? `${local}@${domain}` : null;
}
