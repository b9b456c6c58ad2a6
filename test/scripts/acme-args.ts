import { aKey } from '../builders/pki-keys.js';
import type { Pebble } from './pebble.js';
import type { Args } from './shipped.js';

/** What a profile for this pebble gives, by http-01 unless changed. */
export function acmeArgs(pebble: Pebble, changes: Args = {}): Args {
  return {
    directory_url: pebble.directoryUrl,
    ca_bundle: pebble.caFile,
    agree_terms: 'yes',
    account_key: aKey('p256', 'acme account').pem,
    http_port: String(pebble.httpPort),
    ...changes,
  };
}

/** The same by dns-01. */
export function acmeArgsByDns(pebble: Pebble, changes: Args = {}): Args {
  const byHook = { challenge: 'dns-01', dns_hook: pebble.dnsHook, dns_hook_input: 'hook-token-1' };
  return acmeArgs(pebble, { ...byHook, ...changes });
}
